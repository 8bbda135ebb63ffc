"""The dialog in which an organiser sets when lists of delegates are due."""

from __future__ import annotations

from datetime import datetime

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.services import conference_cards, lists_deadlines
from bot.services.access import Action
from handlers.routes import Route, Routes
from handlers.stale import changed

STEP = "lists_due.when"


async def ask(turn: Turn) -> None:
    """Ask for the new deadline."""
    conference_id = turn.number(0)
    version, question = await lists_deadlines.ask(turn.session, turn.actor, conference_id)
    await turn.ask(question, STEP, conference_id=conference_id, version=version)


async def typed(turn: Turn) -> None:
    """Show old → new."""
    held = _held(turn)
    found = await lists_deadlines.preview(
        turn.session, turn.actor, *held, turn.text, now=turn.now, calendar=turn.calendar
    )
    if found is None:
        await _outdated(turn, held[0])
        return
    moment, question = found
    await turn.ask(question, STEP, conference_id=held[0], version=held[1], moment=moment.isoformat())


async def change(turn: Turn) -> None:
    """Set the deadline that was shown back."""
    held = _held(turn)
    if turn.step is None or "moment" not in turn.step.data or held != (turn.number(0), turn.number(1)):
        raise Refusal("common.old_button")
    moment = datetime.fromisoformat(turn.step.data["moment"])
    done = await lists_deadlines.change(
        turn.session, turn.actor, *held, moment, now=turn.now, calendar=turn.calendar, settings=turn.settings
    )
    if done is None:
        await _outdated(turn, held[0])
    else:
        await turn.leave()
        await turn.show(done)


def _held(turn: Turn) -> tuple[int, int]:
    """Return the conference and its version that the dialog is about.

    Raises:
        Refusal: the person stands elsewhere by now.
    """
    if turn.step is None or turn.step.name != STEP:
        raise Refusal("common.old_button")
    return turn.step.data["conference_id"], turn.step.data["version"]


async def _outdated(turn: Turn, conference_id: int) -> None:
    await turn.leave()
    changed(turn)
    await turn.show(await conference_cards.card_of(turn.session, turn.actor, conference_id, now=turn.now))


ROUTES = Routes(
    presses={
        "lists_due.ask": Route(ask, Action.RUN_CONFERENCE),
        "lists_due.set": Route(change, Action.RUN_CONFERENCE),
    },
    steps={STEP: Route(typed, Action.RUN_CONFERENCE)},
)
