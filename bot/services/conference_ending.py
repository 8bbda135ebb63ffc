"""Postponing a conference (its time is open again) and cancelling it (it ends), with a word to each unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from bot.calendar.working_days import Calendar
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.conference_ending import Ended, EndingDone, SureToEnd
from bot.messages.meetings import Meeting
from bot.outbox.put import put
from bot.outbox.put_each import put_each
from bot.services import audit
from bot.services.access import Actor, require_conference
from bot.services.conferences import organisers_of, sessions_of
from bot.services.duties import compute_due
from bot.services.meetings import meetings_of
from bot.services.move_effects import units_told
from bot.services.reminders import plan_conference
from bot.services.units import names_of, people_by_unit
from models.broadcasts import Broadcast, Recipient
from models.conferences import Conference, ConferenceState
from models.invitations import Invitation
from models.outbox import Lane, OutboxMessage, OutboxState

ACTS = ("postpone", "cancel")
LONGEST_BASIS = 500


@dataclass(frozen=True)
class Order:
    """What is to be done (`act`: postpone or cancel), and the basis that units are told."""

    act: str
    basis: str


async def running(session: Session, actor: Actor, conference_id: int) -> Conference:
    """Return a running conference that the actor organises, locked for this transaction.

    Raises:
        Refusal: the actor doesn't run it, or it runs no more.
    """
    await require_conference(session, actor, conference_id)
    conference = await session.get_one(Conference, conference_id, with_for_update=True)
    if conference.state is not ConferenceState.RUNNING:
        raise Refusal("conference_ending.over")
    return conference


async def preview(session: Session, actor: Actor, conference_id: int, order: Order) -> SureToEnd:
    """Return what an order would do.

    Raises:
        Refusal: the basis is too short or too long.
    """
    conference = await running(session, actor, conference_id)
    if not 3 <= len(order.basis) <= LONGEST_BASIS:
        raise Refusal("conference_ending.length")
    units = await units_told(session, conference_id)
    meetings = await meetings_of(session, conference_id)
    return SureToEnd(order.act, conference_id, conference.version, conference.title, meetings, order.basis, units)


async def end(
    session: Session,
    actor: Actor,
    conference_id: int,
    version: int,
    order: Order,
    *,
    now: datetime,
    calendar: Calendar,
    settings: Settings,
) -> EndingDone | None:
    """Postpone or cancel: reminders stop, what hasn't left of a cancelled conference doesn't leave, units are told.

    Returns None where the conference has changed since `version`, so that a second press does nothing.

    Raises:
        Refusal: the actor doesn't run it, or it runs no more.
    """
    conference = await running(session, actor, conference_id)
    if conference.version != version:
        return None
    meetings = await meetings_of(session, conference_id)
    conference.version += 1
    if order.act == "cancel":
        conference.state = ConferenceState.CANCELLED
        await _hold_back(session, conference_id, now=now)
    else:
        conference.postponed_at = now
        await _open_days(session, conference_id)
    await session.flush()
    await compute_due(session, conference_id, calendar)
    await plan_conference(session, conference_id, now=now, calendar=calendar, settings=settings)
    audit.note(session, actor, f"conference.{order.act}", f"conference {conference_id}", now=now)
    return await _tell(session, actor, conference, order, meetings, now=now)


async def _open_days(session: Session, conference_id: int) -> None:
    for part in await sessions_of(session, conference_id):
        part.precision, part.first_day, part.last_day = "none", None, None
        part.start_time, part.end_time, part.half_day = None, None, None


async def _hold_back(session: Session, conference_id: int, *, now: datetime) -> None:
    """Let what waits of the conference's invitations and nudges wait no more."""
    rows = (
        select(Recipient.outbox_id)
        .join(Broadcast, Broadcast.id == Recipient.broadcast_id)
        .where(Broadcast.conference_id == conference_id, Recipient.outbox_id.is_not(None))
    )
    waiting = update(OutboxMessage).where(OutboxMessage.id.in_(rows), OutboxMessage.state == OutboxState.WAITING)
    await session.execute(waiting.values(state=OutboxState.CANCELLED, settled_at=now))


async def _tell(
    session: Session,
    actor: Actor,
    conference: Conference,
    order: Order,
    meetings: tuple[Meeting, ...],
    *,
    now: datetime,
) -> EndingDone:
    query = select(Invitation.unit_id).where(Invitation.conference_id == conference.id).order_by(Invitation.id)
    units = list(await session.scalars(query))
    people, names = await people_by_unit(session, units), await names_of(session, units)
    key = f"{order.act}{conference.id}:{conference.version}"
    news = {
        unit: Ended(order.act, conference.title, names[unit], meetings, order.basis, unit, conference.id)
        for unit in units
    }
    letters = [(person, news[unit], f"{key}:{unit}:{person.id}") for unit in units for person in people[unit]]
    await put_each(session, letters, now=now, lane=Lane.URGENT, again=True)
    told = sum(bool(people[unit]) for unit in units)
    done = EndingDone(order.act, conference.id, conference.title, told, len(units) - told)
    for person in await organisers_of(session, conference.id):
        if person.id != actor.person_id:
            await put(session, person, done, now=now, lane=Lane.URGENT, key=f"{key}:organiser{person.id}")
    return done
