"""Postponing and cancelling a conference: which of the two, on what basis, and once more before it happens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.messages.base import press
from bot.messages.questions import Choice, screen
from bot.services import conference_cards, conference_ending
from bot.services.access import Action
from bot.services.conference_ending import Order
from handlers.routes import Route, Routes
from handlers.stale import changed

RUN = Action.RUN_CONFERENCE
STEP = "ending.basis"
KEEP = Choice("conference_ending.keep", "common.cancel")


async def opened(turn: Turn) -> None:
    """Ask which of the two."""
    conference = await conference_ending.running(turn.session, turn.actor, turn.number(0))
    choices = [Choice(f"conference_ending.{act}", "ending.ask", (conference.id, act)) for act in conference_ending.ACTS]
    back = Choice("common.back", "conference.open", (conference.id,))
    await turn.show(screen("conference_ending.choose", *choices, back, title=conference.title))


async def asked(turn: Turn) -> None:
    """Ask for the basis."""
    conference = await conference_ending.running(turn.session, turn.actor, turn.number(0))
    act = turn.word(1)
    if act not in conference_ending.ACTS:
        raise Refusal("common.old_button")
    back = press("ending.open", conference.id)
    await turn.ask(screen(f"conference_ending.ask_{act}", KEEP), STEP, back=back, conference_id=conference.id, act=act)


async def typed(turn: Turn) -> None:
    """Show what would happen, on this basis."""
    assert turn.step is not None, "the route is a step's"
    held = turn.step.data
    await ask_end(turn, held["conference_id"], held["act"], " ".join(turn.text.split()))


async def ask_end(turn: Turn, conference_id: int, act: str, basis: str) -> None:
    """Ask once more, with what would happen."""
    sure = await conference_ending.preview(turn.session, turn.actor, conference_id, Order(act, basis))
    back = press("ending.ask", conference_id, act)
    await turn.ask(sure, STEP, back=back, conference_id=conference_id, act=act, basis=basis)


async def done(turn: Turn) -> None:
    """Do what was shown; where the conference has changed since, show it anew."""
    held = turn.step.data if turn.step is not None and turn.step.name == STEP else {}
    if held.get("conference_id") != turn.number(0) or "basis" not in held:
        await _outdated(turn, turn.number(0))
        return
    result = await conference_ending.end(
        turn.session,
        turn.actor,
        turn.number(0),
        turn.number(1),
        _order(held),
        now=turn.now,
        calendar=turn.calendar,
        settings=turn.settings,
    )
    if result is None:
        await _outdated(turn, turn.number(0))
    else:
        await turn.leave()
        await turn.show(result)


async def _outdated(turn: Turn, conference_id: int) -> None:
    """Show the conference as it is now."""
    await turn.leave()
    changed(turn)
    await turn.show(await conference_cards.card_of(turn.session, turn.actor, conference_id, now=turn.now))


def _order(held: Mapping[str, Any]) -> Order:
    return Order(held["act"], held["basis"])


ROUTES = Routes(
    presses={
        "ending.open": Route(opened, RUN),
        "ending.ask": Route(asked, RUN),
        "ending.do": Route(done, RUN, of_dialog=True),
    },
    steps={STEP: Route(typed, RUN)},
)
