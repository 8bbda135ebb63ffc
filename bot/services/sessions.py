"""Sessions: setting and moving their days, hours and venues, with all that moves along in the same transaction."""

from __future__ import annotations

from datetime import datetime

from bot.calendar.words import day_words
from bot.calendar.working_days import Calendar
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.session_moves import AskMoment, ConfirmMove, MoveDone
from bot.messages.sessions import Sessions
from bot.services import audit, move_effects
from bot.services.access import Actor, require_conference
from bot.services.conferences import sessions_of
from bot.services.duties import compute_due
from bot.services.meetings import meeting_of
from bot.services.moments import Moment, moved, read_moment
from bot.services.move_notices import announce
from bot.services.reminders import plan_conference
from models.conferences import Conference, ConferenceSession, ConferenceState


async def board(session: Session, actor: Actor, conference_id: int) -> Sessions:
    """Return the sessions of a conference.

    Raises:
        Refusal: the actor doesn't run it.
    """
    await require_conference(session, actor, conference_id)
    conference = await session.get_one(Conference, conference_id)
    parts = tuple((part.id, meeting_of(part)) for part in await sessions_of(session, conference_id))
    return Sessions(conference_id, conference.version, conference.title, parts)


async def part_of(session: Session, actor: Actor, session_id: int) -> tuple[Conference, ConferenceSession]:
    """Return a session and its conference, locked for this transaction.

    Raises:
        Refusal: there is none, the actor doesn't run the conference, or it runs no more.
    """
    part = await session.get(ConferenceSession, session_id)
    if part is None:
        raise Refusal("common.old_button")
    await require_conference(session, actor, part.conference_id)
    conference = await session.get_one(Conference, part.conference_id, with_for_update=True)
    if conference.state is not ConferenceState.RUNNING:
        raise Refusal("sessions.over")
    return conference, part


async def ask_moment(session: Session, actor: Actor, session_id: int, version: int) -> AskMoment | None:
    """Return the question for a new day and hour; None where the conference has changed since `version`."""
    conference, part = await part_of(session, actor, session_id)
    return AskMoment(conference.title, meeting_of(part)) if conference.version == version else None


async def preview_move(
    session: Session, actor: Actor, session_id: int, version: int, text: str, *, now: datetime, calendar: Calendar
) -> tuple[Moment, ConfirmMove] | None:
    """Return the moment that `text` names, and old → new with what would move; None where `version` is outdated."""
    conference, part = await part_of(session, actor, session_id)
    if conference.version != version:
        return None
    old = meeting_of(part)
    moment = read_moment(text, old, now=now, calendar=calendar)
    deadlines = await move_effects.foresee(session, conference.id, part.id, moment.day, calendar)
    question = ConfirmMove(
        session_id=part.id,
        version=version,
        title=conference.title,
        old=old,
        new=moved(old, moment),
        deadlines=deadlines,
        units=await move_effects.units_told(session, conference.id),
        day_off=not calendar.is_working_day(moment.day),
    )
    return moment, question


async def move(
    session: Session,
    actor: Actor,
    session_id: int,
    version: int,
    moment: Moment,
    *,
    now: datetime,
    calendar: Calendar,
    settings: Settings,
) -> MoveDone | None:
    """Move a session: deadlines and reminders are planned anew, and each unit is told old → new, all in one step.

    Returns None where the conference has changed since `version`, so that a second press does nothing.

    Raises:
        Refusal: the actor may not, the moment has passed, or the conference is over.
    """
    conference, part = await part_of(session, actor, session_id)
    if conference.version != version:
        return None
    if moment.is_past(now):
        raise Refusal("sessions.past", when=day_words(moment.day, actor.language))
    old = meeting_of(part)
    new = moved(old, moment)
    part.first_day, part.last_day, part.precision = new.when.first, new.when.last, new.when.precision
    part.start_time, part.end_time, part.half_day = new.when.start, new.when.end, new.when.half_day
    before = await move_effects.deadlines_of(session, conference)
    conference.version += 1
    await session.flush()
    await compute_due(session, conference.id, calendar)
    await plan_conference(session, conference.id, now=now, calendar=calendar, settings=settings)
    audit.note(session, actor, "session.move", f"session {part.id}", now=now, day=moment.day.isoformat())
    changes = await move_effects.changes_since(session, conference, before)
    return await announce(session, actor, conference, old=old, new=new, changes=changes, now=now)
