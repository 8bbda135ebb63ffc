"""Conferences: which there are, for whom, and on which day."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, Date, bindparam, exists, or_, select

from bot.clock import OFFICE_ZONE
from bot.db.transaction import Session
from bot.messages.condition import Condition
from bot.services.access import Action, Actor
from models.conferences import Conference, ConferenceOrganiser, ConferenceSession, ConferenceState
from models.invitations import Invitation
from models.people import Organiser, Person

SESSIONS = (
    select(ConferenceSession)
    .where(ConferenceSession.conference_id == bindparam("conference_id"))
    .order_by(ConferenceSession.place)
)


def _over() -> ColumnElement[bool]:
    """Say that a conference has sessions, and that the last possible day of each has passed."""
    part = ConferenceSession
    its, today = part.conference_id == Conference.id, bindparam("today", type_=Date)
    return exists().where(its) & ~exists().where(its, or_(part.last_day.is_(None), part.last_day >= today))


OVER = _over()
"""Whether a row of Conference is over on the day `today`."""
IS_OVER = select(OVER).where(Conference.id == bindparam("conference_id"))


async def conferences_of(session: Session, actor: Actor) -> list[Conference]:
    """Return the running conferences that the actor organises (an owner: all), newest first."""
    query = select(Conference).where(Conference.state == ConferenceState.RUNNING).order_by(Conference.id.desc())
    if not actor.may_all(Action.RUN_CONFERENCE):
        query = query.join(ConferenceOrganiser, ConferenceOrganiser.conference_id == Conference.id)
        query = query.where(ConferenceOrganiser.person_id == actor.person_id)
    return list(await session.scalars(query))


async def conferences_of_unit(session: Session, unit_id: int) -> list[Conference]:
    """Return the running conferences to which a unit is invited or in which it has a duty, oldest first."""
    query = (
        select(Conference)
        .join(Invitation, Invitation.conference_id == Conference.id)
        .where(Conference.state == ConferenceState.RUNNING, Invitation.unit_id == unit_id)
        .order_by(Conference.id)
    )
    return list(await session.scalars(query))


async def organisers_of(session: Session, conference_id: int) -> list[Person]:
    """Return the organisers of a conference who still may organise."""
    grants = select(Organiser.id).where(Organiser.person_id == Person.id).correlate(Person)
    ended = grants.exists() & ~grants.where(Organiser.ended_at.is_(None)).exists()
    query = (
        select(Person)
        .join(ConferenceOrganiser, ConferenceOrganiser.person_id == Person.id)
        .where(ConferenceOrganiser.conference_id == conference_id, ~ended)
        .order_by(ConferenceOrganiser.id)
    )
    return list(await session.scalars(query))


async def sessions_of(session: Session, conference_id: int) -> list[ConferenceSession]:
    """Return the sessions of a conference in their order."""
    return list(await session.scalars(SESSIONS, {"conference_id": conference_id}))


async def event_day(session: Session, conference_id: int) -> date | None:
    """Return the day on which the conference begins, None while it is open."""
    days = [part.day for part in await sessions_of(session, conference_id)]
    known = [day for day in days if day is not None]
    return min(known) if known else None


async def is_over(session: Session, conference_id: int, now: datetime) -> bool:
    """Return whether the last possible day of the conference has passed."""
    today = now.astimezone(OFFICE_ZONE).date()
    return bool(await session.scalar(IS_OVER, {"conference_id": conference_id, "today": today}))


async def condition_of(session: Session, conference: Conference, now: datetime) -> Condition:
    """Return in what condition a conference is."""
    if conference.state is ConferenceState.CANCELLED:
        return Condition.CANCELLED
    if conference.state is ConferenceState.CLOSED or await is_over(session, conference.id, now):
        return Condition.OVER
    if conference.postponed_at is None:
        return Condition.RUNNING
    waits = all(part.first_day is None for part in await sessions_of(session, conference.id))
    return Condition.POSTPONED if waits else Condition.RUNNING
