"""The dialog in which an organiser sets when lists of delegates are due."""

from __future__ import annotations

from datetime import datetime

from bot.inbox.turn import Turn
from bot.messages.base import press
from bot.services import conference_cards, lists_deadlines
from bot.services.access import Action
from handlers.routes import Route, Routes
from handlers.stale import changed

STEP = "lists_due.when"


async def ask(turn: Turn) -> None:
    """Ask for the new deadline."""
    conference_id = turn.number(0)
    version, question = await lists_deadlines.ask(turn.session, turn.actor, conference_id)
    back = press("conference.open", conference_id)
    await turn.ask(question, STEP, back=back, conference_id=conference_id, version=version)


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
    back = press("lists_due.ask", held[0])
    await turn.ask(question, STEP, back=back, conference_id=held[0], version=held[1], moment=moment.isoformat())


async def change(turn: Turn) -> None:
    """Set the deadline that was shown back."""
    held, step = (turn.number(0), turn.number(1)), turn.step
    if step is None or step.name != STEP or "moment" not in step.data or held != _held(turn):
        await _outdated(turn, held[0])
        return
    moment = datetime.fromisoformat(step.data["moment"])
    done = await lists_deadlines.change(
        turn.session, turn.actor, *held, moment, now=turn.now, calendar=turn.calendar, settings=turn.settings
    )
    if done is None:
        await _outdated(turn, held[0])
    else:
        await turn.leave()
        await turn.show(done)


def _held(turn: Turn) -> tuple[int, int]:
    """Return the conference and its version that the dialog is about."""
    assert turn.step is not None
    return turn.step.data["conference_id"], turn.step.data["version"]


async def _outdated(turn: Turn, conference_id: int) -> None:
    await turn.leave()
    changed(turn)
    await turn.show(await conference_cards.card_of(turn.session, turn.actor, conference_id, now=turn.now))


ROUTES = Routes(
    presses={
        "lists_due.ask": Route(ask, Action.RUN_CONFERENCE),
        "lists_due.set": Route(change, Action.RUN_CONFERENCE, of_dialog=True),
    },
    steps={STEP: Route(typed, Action.RUN_CONFERENCE)},
)
