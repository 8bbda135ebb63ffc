"""Sessions: the screen, and the dialogs that move a day or a venue."""

from __future__ import annotations

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.messages.base import Message
from bot.messages.session_moves import MoveDone
from bot.services import sessions, venues
from bot.services.access import Action
from bot.services.moments import Moment
from handlers.conference_choice import chosen
from handlers.routes import Command, Route, Routes
from handlers.stale import changed

RUN = Action.RUN_CONFERENCE


async def command(turn: Turn) -> None:
    """Show the sessions of a conference."""
    conference_id = await chosen(turn, "sessions.open")
    if conference_id is not None:
        await _show(turn, conference_id)


async def opened(turn: Turn) -> None:
    """Show the sessions of the conference of the button."""
    await _show(turn, turn.number(0))


async def _show(turn: Turn, conference_id: int) -> None:
    await turn.show(await sessions.board(turn.session, turn.actor, conference_id))


async def _outdated(turn: Turn, session_id: int) -> None:
    """Show the sessions as they are now: what was begun belongs to an older state of them."""
    await turn.leave()
    changed(turn)
    conference, _ = await sessions.part_of(turn.session, turn.actor, session_id)
    await _show(turn, conference.id)


async def _ask(turn: Turn, question: Message | None, step: str) -> None:
    """Begin the dialog `step` about the session and the version of the button; None where that is outdated."""
    if question is None:
        await _outdated(turn, turn.number(0))
    else:
        await turn.ask(question, step, session_id=turn.number(0), version=turn.number(1))


async def ask_when(turn: Turn) -> None:
    """Ask for the new day and hour."""
    found = await sessions.ask_moment(turn.session, turn.actor, turn.number(0), turn.number(1))
    await _ask(turn, found, "sessions.when")


async def typed_when(turn: Turn) -> None:
    """Show old → new, with what would move along."""
    held = _held(turn, "sessions.when")
    found = await sessions.preview_move(
        turn.session, turn.actor, *held, turn.text, now=turn.now, calendar=turn.calendar
    )
    if found is None:
        await _outdated(turn, held[0])
        return
    moment, question = found
    await turn.ask(question, "sessions.when", session_id=held[0], version=held[1], **moment.data())


async def move(turn: Turn) -> None:
    """Move the session to the moment that was shown back."""
    held = _held(turn, "sessions.when", "day")
    assert turn.step is not None
    moment = Moment.of(turn.step.data)
    done = await sessions.move(
        turn.session, turn.actor, *held, moment, now=turn.now, calendar=turn.calendar, settings=turn.settings
    )
    await _finish(turn, held[0], done)


async def ask_venue(turn: Turn) -> None:
    """Ask for the new venue."""
    found = await venues.ask_venue(turn.session, turn.actor, turn.number(0), turn.number(1))
    await _ask(turn, found, "sessions.venue")


async def typed_venue(turn: Turn) -> None:
    """Show the venue back, old → new."""
    held = _held(turn, "sessions.venue")
    found = await venues.preview_venue(turn.session, turn.actor, *held, turn.text)
    if found is None:
        await _outdated(turn, held[0])
        return
    venue, question = found
    await turn.ask(question, "sessions.venue", session_id=held[0], version=held[1], venue=venue)


async def place(turn: Turn) -> None:
    """Change the venue to the one that was shown back."""
    held = _held(turn, "sessions.venue", "venue")
    assert turn.step is not None
    venue = turn.step.data["venue"]
    await _finish(turn, held[0], await venues.move_venue(turn.session, turn.actor, *held, venue, now=turn.now))


def _held(turn: Turn, step: str, needed: str = "session_id") -> tuple[int, int]:
    """Return the session and the version that the dialog is about; a press must be of this very dialog.

    Raises:
        Refusal: the person stands elsewhere by now.
    """
    if turn.step is None or turn.step.name != step or needed not in turn.step.data:
        raise Refusal("common.old_button")
    held = (turn.step.data["session_id"], turn.step.data["version"])
    if turn.query is not None and held != (turn.number(0), turn.number(1)):
        raise Refusal("common.old_button")
    return held


async def _finish(turn: Turn, session_id: int, done: MoveDone | None) -> None:
    if done is None:
        await _outdated(turn, session_id)
    else:
        await turn.leave()
        await turn.show(done)


ROUTES = Routes(
    commands={"sessions": Command(command, RUN)},
    presses={
        "sessions.open": Route(opened, RUN),
        "sessions.when": Route(ask_when, RUN),
        "sessions.move": Route(move, RUN),
        "sessions.venue": Route(ask_venue, RUN),
        "sessions.place": Route(place, RUN),
    },
    steps={"sessions.when": Route(typed_when, RUN), "sessions.venue": Route(typed_venue, RUN)},
)
