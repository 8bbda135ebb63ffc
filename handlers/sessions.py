"""Sessions: the screen, and the dialogs that move a day or a venue."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.base import Message, press
from bot.messages.session_moves import MoveDone
from bot.services import sessions, venues
from bot.services.access import Action
from bot.services.dialogs import Step
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
    session_id, version = turn.number(0), turn.number(1)
    if question is None:
        await _outdated(turn, session_id)
        return
    conference, _ = await sessions.part_of(turn.session, turn.actor, session_id)
    back = press("sessions.open", conference.id)
    await turn.ask(question, step, back=back, session_id=session_id, version=version)


async def ask_when(turn: Turn) -> None:
    """Ask for the new day and hour."""
    found = await sessions.ask_moment(turn.session, turn.actor, turn.number(0), turn.number(1))
    await _ask(turn, found, "sessions.when")


async def typed_when(turn: Turn) -> None:
    """Show old → new, with what would move along."""
    held = _held(turn)
    found = await sessions.preview_move(
        turn.session, turn.actor, *held, turn.text, now=turn.now, calendar=turn.calendar
    )
    if found is None:
        await _outdated(turn, held[0])
        return
    moment, question = found
    back = press("sessions.when", *held)
    await turn.ask(question, "sessions.when", back=back, session_id=held[0], version=held[1], **moment.data())


async def move(turn: Turn) -> None:
    """Move the session to the moment that was shown back."""
    step = _shown_back(turn, "sessions.when", "day")
    if step is None:
        await _outdated(turn, turn.number(0))
        return
    held, moment = (turn.number(0), turn.number(1)), Moment.of(step.data)
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
    held = _held(turn)
    found = await venues.preview_venue(turn.session, turn.actor, *held, turn.text)
    if found is None:
        await _outdated(turn, held[0])
        return
    venue, question = found
    back = press("sessions.venue", *held)
    await turn.ask(question, "sessions.venue", back=back, session_id=held[0], version=held[1], venue=venue)


async def place(turn: Turn) -> None:
    """Change the venue to the one that was shown back."""
    step = _shown_back(turn, "sessions.venue", "venue")
    if step is None:
        await _outdated(turn, turn.number(0))
        return
    held, venue = (turn.number(0), turn.number(1)), step.data["venue"]
    await _finish(turn, held[0], await venues.move_venue(turn.session, turn.actor, *held, venue, now=turn.now))


def _held(turn: Turn) -> tuple[int, int]:
    """Return the session and the version that the dialog is about."""
    assert turn.step is not None
    return turn.step.data["session_id"], turn.step.data["version"]


def _shown_back(turn: Turn, name: str, needed: str) -> Step | None:
    """Return the step that the pressed button confirms; None where the person stands elsewhere by now."""
    step = turn.step
    if step is None or step.name != name or needed not in step.data:
        return None
    return step if _held(turn) == (turn.number(0), turn.number(1)) else None


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
        "sessions.move": Route(move, RUN, of_dialog=True),
        "sessions.venue": Route(ask_venue, RUN),
        "sessions.place": Route(place, RUN, of_dialog=True),
    },
    steps={"sessions.when": Route(typed_when, RUN), "sessions.venue": Route(typed_venue, RUN)},
)
