"""The term of keeping: names and phones go by themselves, so many days after the last conference (see the notice)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Exists, Select, exists, or_, select

from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.db.transaction import Session
from bot.messages.base import plain
from bot.outbox.put import put
from bot.services.calendar_days import calendar_of
from bot.services.own_data import erase
from bot.services.terms import lasts_until, term_begins
from models.conferences import Conference
from models.invitations import Invitation
from models.outbox import Lane
from models.people import Membership, Organiser, Person

CHUNK = 50
MORNING, EVENING = 8, 17
"""Office hours between which people are told."""


class ForgetPeople:
    """Erases whoever has had no part in anything for the whole term, and tells them."""

    async def run(self, session: Session, now: datetime, settings: Settings) -> bool:
        """Erase some; return whether more may be due."""
        local = now.astimezone(OFFICE_ZONE)
        if not MORNING <= local.hour < EVENING:
            return False
        due = list(await session.scalars(_due(now, settings).limit(CHUNK)))
        if not due or not (await calendar_of(session)).is_working_day(local.date()):
            return False
        for person in due:
            await erase(session, None, person, now=now)
            key = f"erased{person.id}:{local.date().isoformat()}"
            await put(session, person, plain("own_data.erased"), now=now, lane=Lane.REMINDER, key=key)
        return len(due) == CHUNK

    async def next(self, session: Session, now: datetime, settings: Settings) -> datetime | None:
        """Need no alarm: the term is counted in days, and the safety ring comes often enough."""
        return None


def _due(now: datetime, settings: Settings) -> Select[Person]:
    """Return the query of people whose last tie ended before the term began."""
    limit = term_begins(now, settings)
    recent = exists().where(
        Membership.person_id == Person.id, or_(Membership.joined_at >= limit, Membership.ended_at >= limit)
    )
    organises = exists().where(
        Organiser.person_id == Person.id, or_(Organiser.ended_at.is_(None), Organiser.ended_at >= limit)
    )
    return select(Person).where(
        Person.phone.is_not(None),
        Person.consented_at < limit,
        Person.telegram_id.not_in(settings.owners.telegram_ids),
        ~recent,
        ~organises,
        ~_concerned(limit.astimezone(OFFICE_ZONE).date()),
    )


def _concerned(day: date) -> Exists:
    """Return the condition that a unit of the person has a conference that ended on `day` or later, or is open."""
    return (
        select(Membership.id)
        .join(Invitation, Invitation.unit_id == Membership.unit_id)
        .join(Conference, Conference.id == Invitation.conference_id)
        .where(Membership.person_id == Person.id, Membership.ended_at.is_(None), lasts_until(day))
        .exists()
    )
