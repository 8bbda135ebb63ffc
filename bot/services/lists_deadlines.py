"""An organiser sets when units answer and send their lists; reminders are planned anew and the units are told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.calendar.deadlines import OFFICE_CLOSES, office_moment
from bot.calendar.spoken_due import read_due
from bot.calendar.words import day_words, instant_words
from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.lists_deadlines import AskListsDue, ConfirmListsDue, ListsDueMoved, ListsDueSet
from bot.outbox.put import put
from bot.outbox.put_each import put_each
from bot.services import audit
from bot.services.access import Actor, require_conference
from bot.services.conferences import event_day, organisers_of
from bot.services.letters import addressees
from bot.services.owed import HAS_PLACES
from bot.services.reminders import plan_conference
from bot.services.units import people_by_unit
from models.conferences import Conference, ConferenceState, ListsBy
from models.invitations import Invitation
from models.outbox import Lane
from models.units import Unit


async def _running(session: Session, actor: Actor, conference_id: int) -> Conference:
    """Return the conference, locked for this transaction.

    Raises:
        Refusal: the actor doesn't run it, or it runs no more.
    """
    await require_conference(session, actor, conference_id)
    conference = await session.get_one(Conference, conference_id, with_for_update=True)
    if conference.state is not ConferenceState.RUNNING:
        raise Refusal("lists_due.over")
    return conference


async def ask(session: Session, actor: Actor, conference_id: int) -> tuple[int, AskListsDue]:
    """Return the version of the conference, and the question for a new deadline."""
    conference = await _running(session, actor, conference_id)
    question = AskListsDue(conference.title, conference.lists_due, conference.lists_by.value, conference.lists_section)
    return conference.version, question


async def preview(
    session: Session, actor: Actor, conference_id: int, version: int, text: str, *, now: datetime, calendar: Calendar
) -> tuple[datetime, ConfirmListsDue] | None:
    """Return the moment (aware, UTC) that `text` names, and old → new; None where `version` is outdated.

    Raises:
        Refusal: it isn't understood for sure, changes nothing, has passed, or isn't before the event.
    """
    conference = await _running(session, actor, conference_id)
    if conference.version != version:
        return None
    said = read_due(text, now, calendar=calendar)
    if said is None:
        raise Refusal("lists_due.unreadable")
    moment = office_moment(said[0], said[1] or OFFICE_CLOSES)
    await _check(session, actor, conference, moment, now)
    units = await _units(session, conference_id)
    day_off = not calendar.is_working_day(said[0])
    old = conference.lists_due
    return moment, ConfirmListsDue(conference_id, version, conference.title, old, moment, len(units), day_off)


async def _check(session: Session, actor: Actor, conference: Conference, moment: datetime, now: datetime) -> None:
    if moment == conference.lists_due and conference.lists_by is ListsBy.ORGANISER:
        raise Refusal("lists_due.same")
    if moment <= now:
        raise Refusal("lists_due.past", due=instant_words(moment, actor.language))
    event = await event_day(session, conference.id)
    if event is not None and moment.astimezone(OFFICE_ZONE).date() >= event:
        raise Refusal("lists_due.after_event", day=day_words(event, actor.language))


async def change(
    session: Session,
    actor: Actor,
    conference_id: int,
    version: int,
    moment: datetime,
    *,
    now: datetime,
    calendar: Calendar,
    settings: Settings,
) -> ListsDueSet | None:
    """Set the deadline, plan its reminders anew and tell each unit, all in one step; None where `version` is outdated.

    Raises:
        Refusal: as in `preview`: time may have passed since.
    """
    conference = await _running(session, actor, conference_id)
    if conference.version != version:
        return None
    await _check(session, actor, conference, moment, now)
    old = conference.lists_due
    conference.lists_due, conference.lists_by, conference.lists_section = moment, ListsBy.ORGANISER, None
    conference.version += 1
    await session.flush()
    await plan_conference(session, conference_id, now=now, calendar=calendar, settings=settings)
    audit.note(session, actor, "lists.due", f"conference {conference_id}", now=now, due=moment.isoformat())
    return await _announce(session, actor, conference, old=old, new=moment, now=now)


async def _announce(
    session: Session, actor: Actor, conference: Conference, *, old: datetime | None, new: datetime, now: datetime
) -> ListsDueSet:
    units = await _units(session, conference.id)
    people = await people_by_unit(session, units)
    key = f"listsdue{conference.id}:{conference.version}"
    to = {one.unit_id: one for one in await addressees(session, conference.id, units)}
    said = {unit: ListsDueMoved(conference.id, conference.title, to[unit], old, new) for unit in units}
    letters = [(person, said[unit], f"{key}:{unit}:{person.id}") for unit in units for person in people[unit]]
    await put_each(session, letters, now=now, lane=Lane.URGENT, again=True)
    told = sum(bool(people[unit]) for unit in units)
    done = ListsDueSet(conference.id, conference.title, old, new, told, len(letters), len(units) - told)
    for person in await organisers_of(session, conference.id):
        if person.id != actor.person_id:
            await put(session, person, done, now=now, lane=Lane.URGENT, key=f"{key}:organiser{person.id}")
    return done


async def _units(session: Session, conference_id: int) -> dict[int, str]:
    """Return the units that are to send a list, with their names, in protocol order."""
    query = (
        select(Unit.id, Unit.name)
        .join(Invitation, Invitation.unit_id == Unit.id)
        .where(Invitation.conference_id == conference_id, HAS_PLACES)
        .order_by(Unit.place, Unit.id)
    )
    return dict((await session.execute(query)).all())
