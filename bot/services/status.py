"""How the units of a conference stand, in a handful of statements however many units and delegates there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, select

from bot.clock import OFFICE_ZONE
from bot.db.transaction import Session
from bot.messages.standing import Standing
from bot.messages.status import Status
from bot.services.access import Actor, require_conference
from bot.services.conferences import condition_of
from bot.services.delegate_ground import delegates_by_unit
from models.conferences import Conference
from models.duties import OWED, Assignment, AssignmentState, Duty, Part
from models.invitations import Answer, Invitation
from models.invitees import InviteeGroup, Place
from models.people import Membership
from models.units import Unit


@dataclass(frozen=True, slots=True)
class _Work:
    """The duties that a unit leads, counted."""

    done: int = 0
    open: int = 0
    late: int = 0
    since: datetime | None = None
    waiting: int = 0


async def standings(session: Session, conference_id: int, *, now: datetime) -> list[Standing]:
    """Return how each unit of a conference stands at `now`, in protocol order."""
    joined = set(await session.scalars(select(Membership.unit_id).where(Membership.ended_at.is_(None)).distinct()))
    delegates = await delegates_by_unit(session, conference_id)
    seats: dict[int, int | None] = dict((await session.execute(_seats(conference_id))).all())
    work = {unit: _Work(*rest) for unit, *rest in await session.execute(_work(conference_id, now))}
    units = await session.execute(_units(conference_id))
    found = []
    for unit_id, name, answer, complete in units:
        duties = work.get(unit_id, _Work())
        found.append(
            Standing(
                unit_id=unit_id,
                name=name,
                invited=unit_id in seats,
                joined=unit_id in joined,
                answer=answer.value,
                delegates=delegates.get(unit_id, 0),
                seats=seats.get(unit_id),
                list_complete=complete is not None,
                done=duties.done,
                open=duties.open,
                late=duties.late,
                late_days=days_late(duties.since, now),
                waiting=duties.waiting,
            )
        )
    return found


async def look(session: Session, actor: Actor, conference_id: int, chosen: str, page: int, *, now: datetime) -> Status:
    """Return a page of the units that a filter (of `bot.messages.standing`) shows.

    Raises:
        Refusal: the actor doesn't run the conference.
    """
    await require_conference(session, actor, conference_id)
    conference = await session.get_one(Conference, conference_id)
    units = tuple(await standings(session, conference_id, now=now))
    due, section, by = conference.lists_due, conference.lists_section, conference.lists_by.value
    condition = await condition_of(session, conference, now)
    return Status(conference_id, conference.title, due, section, by, units, chosen, page, condition)


def days_late(due_at: datetime | None, now: datetime) -> int:
    """Return how many days have passed since the day of `due_at` in the office's zone; at least 1 once it is over."""
    if due_at is None or now <= due_at:
        return 0
    return max(1, (now.astimezone(OFFICE_ZONE).date() - due_at.astimezone(OFFICE_ZONE).date()).days)


def _units(conference_id: int) -> Select[int, str, Answer, datetime | None]:
    return (
        select(Unit.id, Unit.name, Invitation.answer, Invitation.list_complete_at)
        .join(Invitation, Invitation.unit_id == Unit.id)
        .where(Invitation.conference_id == conference_id)
        .order_by(Unit.place, Unit.id)
    )


def _seats(conference_id: int) -> Select[int, int | None]:
    """Return the places of each invited unit; NULL where one of its groups sets no number."""
    known = func.count(Place.seats) == func.count()
    return (
        select(Place.unit_id, case((known, func.sum(Place.seats)), else_=None))
        .join(InviteeGroup, Place.group_id == InviteeGroup.id)
        .where(InviteeGroup.conference_id == conference_id)
        .group_by(Place.unit_id)
    )


def _work(conference_id: int, now: datetime) -> Select[int, Any, Any, Any, Any, Any]:
    """Count the duties that each unit leads: done, open in time, open and late, the oldest moment missed, waiting."""
    owed, waiting = Assignment.state.in_(OWED), Assignment.state == AssignmentState.HANDED_IN
    late = and_(owed, Duty.due_at.is_not(None), Duty.due_at < now)
    return (
        select(
            Assignment.unit_id,
            func.sum(case((Assignment.state == AssignmentState.ACCEPTED, 1), else_=0)),
            func.sum(case((owed & ~late, 1), else_=0)),
            func.sum(case((late, 1), else_=0)),
            func.min(case((late, Duty.due_at), else_=None)),
            func.sum(case((waiting, 1), else_=0)),
        )
        .join(Duty, Assignment.duty_id == Duty.id)
        .where(Duty.conference_id == conference_id, Assignment.part == Part.LEAD)
        .where(Assignment.state != AssignmentState.WITHDRAWN)
        .group_by(Assignment.unit_id)
    )
