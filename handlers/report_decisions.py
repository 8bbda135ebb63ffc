"""What organisers decide on a report: accept it, return it, or record it for a unit that told it by phone."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.base import press
from bot.messages.duty_cards import DutyCard
from bot.messages.reports import Ask, Noted
from bot.services import duty_cards, report_decisions
from bot.services.access import Action
from bot.services.versions import Stale
from handlers.routes import Route, Routes
from handlers.stale import changed

RETURN, BY_PHONE = "reports.return", "reports.by_phone"


async def _fresh(turn: Turn, assignment_id: int) -> DutyCard:
    return await duty_cards.office_card(turn.session, turn.actor, assignment_id, now=turn.now)


async def _show_changed(turn: Turn, assignment_id: int) -> None:
    changed(turn)
    await turn.leave()
    await turn.show(await _fresh(turn, assignment_id))


async def accept(turn: Turn) -> None:
    """Accept what was handed in."""
    assignment_id = turn.number(0)
    try:
        await report_decisions.accept(turn.session, turn.actor, assignment_id, turn.number(1), now=turn.now)
    except Stale:
        await _show_changed(turn, assignment_id)
        return
    await turn.show(Noted("reports.accepted_done", await _fresh(turn, assignment_id)))


async def ask_reason(turn: Turn) -> None:
    """Ask why it is returned."""
    await _ask(turn, "return", RETURN)


async def ask_source(turn: Turn) -> None:
    """Ask who told it, and how."""
    await _ask(turn, "by_phone", BY_PHONE)


async def _ask(turn: Turn, key: str, step: str) -> None:
    assignment_id, version = turn.number(0), turn.number(1)
    try:
        card = await duty_cards.seen_by_office(turn.session, turn.actor, assignment_id, version, now=turn.now)
    except Stale:
        await _show_changed(turn, assignment_id)
        return
    back = press("duty.look", assignment_id)
    await turn.ask(Ask(key, card.text, card.when), step, back=back, assignment=assignment_id, version=version)


async def give_back(turn: Turn) -> None:
    """Return it with the reason that was typed."""
    assignment_id, version = _asked(turn)
    try:
        await report_decisions.give_back(
            turn.session,
            turn.actor,
            assignment_id,
            version,
            turn.text,
            now=turn.now,
            calendar=turn.calendar,
            settings=turn.settings,
        )
    except Stale:
        await _show_changed(turn, assignment_id)
        return
    await turn.leave()
    await turn.say(Noted("reports.returned_done", await _fresh(turn, assignment_id)))


async def record(turn: Turn) -> None:
    """Record it as done, with the source that was typed."""
    assignment_id, version = _asked(turn)
    try:
        await report_decisions.accept_for(turn.session, turn.actor, assignment_id, version, turn.text, now=turn.now)
    except Stale:
        await _show_changed(turn, assignment_id)
        return
    await turn.leave()
    await turn.say(Noted("reports.recorded_done", await _fresh(turn, assignment_id)))


def _asked(turn: Turn) -> tuple[int, int]:
    assert turn.step is not None
    return turn.step.data["assignment"], turn.step.data["version"]


ROUTES = Routes(
    presses={
        "duty.accept": Route(accept, Action.RUN_CONFERENCE),
        "duty.return": Route(ask_reason, Action.RUN_CONFERENCE),
        "duty.by_phone": Route(ask_source, Action.RUN_CONFERENCE),
    },
    steps={RETURN: Route(give_back, Action.RUN_CONFERENCE), BY_PHONE: Route(record, Action.RUN_CONFERENCE)},
)
"""Routes of decisions."""
