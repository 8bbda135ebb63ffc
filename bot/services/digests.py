"""The morning digest of organisers, on working days; a mark keeps it from going out twice."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import ColumnElement, or_, select

from bot.calendar.deadlines import OFFICE_CLOSES, office_moment
from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.db.transaction import Session
from bot.messages.digests import Morning
from bot.outbox.put import put
from bot.services.calendar_days import calendar_of
from bot.services.digest_facts import digest_of
from models.conferences import Conference, ConferenceOrganiser, ConferenceState
from models.outbox import Lane
from models.people import Organiser, Person
from models.reminders import TickMark

NAME = "digest"


class MorningDigest:
    """The tick that sends the digest; if the bot was down, it comes until the office closes, never on a day off."""

    async def run(self, session: Session, now: datetime, settings: Settings) -> bool:
        """Send today's digest where its hour has come and it isn't out yet."""
        calendar = await calendar_of(session)
        today = now.astimezone(OFFICE_ZONE).date()
        at = settings.reminders.digest_at
        if not office_moment(today, at) <= now < _closes(today, at) or not calendar.is_working_day(today):
            return False
        if await session.get(TickMark, (NAME, today.isoformat())) is None:
            session.add(TickMark(name=NAME, occurrence=today.isoformat(), done_at=now))
            await _send(session, today, calendar, settings, now)
        return False

    async def next(self, session: Session, now: datetime, settings: Settings) -> datetime | None:
        """Return when the next digest is due."""
        calendar = await calendar_of(session)
        today = now.astimezone(OFFICE_ZONE).date()
        at = settings.reminders.digest_at
        out = await session.get(TickMark, (NAME, today.isoformat())) is not None
        if calendar.is_working_day(today) and now < _closes(today, at) and not out:
            return office_moment(today, at)
        return office_moment(calendar.next_working_day(today), at)


def _closes(day: date, at: time) -> datetime:
    """Return until when the digest of a day is still of use."""
    return office_moment(day, max(at, OFFICE_CLOSES))


def _organises(settings: Settings) -> ColumnElement[bool]:
    """Return the condition that a person still organises: a grant that runs, or an owner."""
    grant = select(Organiser.id).where(Organiser.person_id == Person.id, Organiser.ended_at.is_(None))
    return or_(grant.correlate(Person).exists(), Person.telegram_id.in_(settings.owners.telegram_ids))


async def _send(session: Session, today: date, calendar: Calendar, settings: Settings, now: datetime) -> None:
    """Put one message to each organiser who has something to read."""
    since = office_moment(calendar.previous_working_day(today), settings.reminders.digest_at)
    query = (
        select(Person, Conference)
        .join(ConferenceOrganiser, ConferenceOrganiser.person_id == Person.id)
        .join(Conference, ConferenceOrganiser.conference_id == Conference.id)
        .where(Conference.state == ConferenceState.RUNNING, _organises(settings))
        .order_by(Conference.id)
    )
    people: dict[int, Person] = {}
    theirs: dict[int, list[Conference]] = {}
    for person, conference in await session.execute(query):
        people[person.id] = person
        theirs.setdefault(person.id, []).append(conference)
    known = {row.id: row for conferences in theirs.values() for row in conferences}
    digests = {number: await digest_of(session, row, since=since, now=now) for number, row in known.items()}
    for person_id, conferences in theirs.items():
        told = tuple(digest for row in conferences if (digest := digests[row.id]))
        if told:
            key = f"digest:{today.isoformat()}:{person_id}"
            await put(session, people[person_id], Morning(today, told), now=now, lane=Lane.REMINDER, key=key)
