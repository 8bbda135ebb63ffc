"""The board of duties, for organisers: look, withdraw a duty, change its deadline."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.base import plain, press
from bot.services import duty_board, duty_cards, duty_changes
from bot.services.access import Action
from bot.services.versions import Stale
from handlers.conference_choice import chosen
from handlers.routes import Command, Route, Routes
from handlers.stale import changed

DUE = "duties.due"


async def home(turn: Turn) -> None:
    """Show the board of the actor's conference; which one is asked only where it is open."""
    conference_id = await chosen(turn, "duties.board")
    if conference_id is not None:
        await turn.show(await duty_board.board(turn.session, turn.actor, conference_id, now=turn.now))


async def board(turn: Turn) -> None:
    """Show a page of the board of a conference."""
    found = await duty_board.board(turn.session, turn.actor, turn.number(0), page=turn.page(1), now=turn.now)
    await turn.show(found)


async def show(turn: Turn) -> None:
    """Show one duty with a page of its units."""
    await _show(turn, turn.number(0), page=turn.page(1))


async def _show(turn: Turn, duty_id: int, *, page: int = 0) -> None:
    await turn.show(await duty_board.duty_page(turn.session, turn.actor, duty_id, page=page, now=turn.now))


async def look(turn: Turn) -> None:
    """Show one unit's part in a duty."""
    await turn.show(await duty_cards.office_card(turn.session, turn.actor, turn.number(0), now=turn.now))


async def ask_withdraw(turn: Turn) -> None:
    """Ask once more before a duty is withdrawn."""
    try:
        await turn.show(await duty_changes.ask_to_withdraw(turn.session, turn.actor, turn.number(0), turn.number(1)))
    except Stale:
        changed(turn)
        await _show(turn, turn.number(0))


async def withdraw(turn: Turn) -> None:
    """Withdraw a duty."""
    try:
        await duty_changes.withdraw(turn.session, turn.actor, turn.number(0), turn.number(1), now=turn.now)
        await turn.say(plain("duty_changes.withdrawn_done"))
    except Stale:
        changed(turn)
    await _show(turn, turn.number(0))


async def ask_due(turn: Turn) -> None:
    """Ask for the new deadline of a duty."""
    duty_id, version = turn.number(0), turn.number(1)
    try:
        question = await duty_changes.ask_for_deadline(turn.session, turn.actor, duty_id, version)
    except Stale:
        changed(turn)
        await _show(turn, duty_id)
        return
    await turn.ask(question, DUE, back=press("duty.show", duty_id, 0), duty=duty_id, version=version)


async def due(turn: Turn) -> None:
    """Show a new deadline back; the step stays, so that another text is read anew."""
    assert turn.step is not None
    duty_id, version = turn.step.data["duty"], turn.step.data["version"]
    try:
        shown = await duty_changes.ask_to_move(
            turn.session, turn.actor, duty_id, version, turn.text, now=turn.now, calendar=turn.calendar
        )
        back = press("duty.due", duty_id, version)
        await turn.ask(shown, DUE, back=back, duty=duty_id, version=version)
    except Stale:
        await turn.leave()
        await turn.say(plain("common.changed"))
        await _show(turn, duty_id)


async def move(turn: Turn) -> None:
    """Change the deadline as it was shown back."""
    try:
        await duty_changes.move(
            turn.session,
            turn.actor,
            turn.number(0),
            turn.number(1),
            turn.word(2),
            now=turn.now,
            calendar=turn.calendar,
            settings=turn.settings,
        )
        await turn.say(plain("duty_changes.moved_done"))
    except Stale:
        changed(turn)
    await turn.leave()
    await _show(turn, turn.number(0))


ROUTES = Routes(
    commands={"board": Command(home, Action.RUN_CONFERENCE)},
    presses={
        "duties.board": Route(board, Action.RUN_CONFERENCE),
        "duty.show": Route(show, Action.RUN_CONFERENCE),
        "duty.look": Route(look, Action.RUN_CONFERENCE),
        "duty.withdraw": Route(ask_withdraw, Action.RUN_CONFERENCE),
        "duty.withdraw_ok": Route(withdraw, Action.RUN_CONFERENCE),
        "duty.due": Route(ask_due, Action.RUN_CONFERENCE),
        "duty.due_ok": Route(move, Action.RUN_CONFERENCE),
    },
    steps={DUE: Route(due, Action.RUN_CONFERENCE)},
)
"""Routes of the board."""
