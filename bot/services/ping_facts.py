"""What a reminder hangs on, read again at the instant at which it would go out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from bot.clock import OFFICE_ZONE
from bot.db.transaction import Session
from bot.messages.due import When
from bot.messages.reminders import Owed
from bot.services.owed import LIST_OWED, ON_LIST, REPORT_OWED
from models.conferences import Conference, ConferenceSession, ConferenceState
from models.delegates import Delegate
from models.duties import Assignment, Duty
from models.invitations import Answer, Invitation
from models.reminders import Reminder


@dataclass(frozen=True)
class Fact:
    """The state of what a reminder is about; `last_day` is the last possible day of the conference, if known."""

    conference: Conference
    last_day: date | None
    unit_id: int
    owed: bool
    due_at: datetime | None
    assignment: Assignment | None = None
    duty: Duty | None = None
    invitation: Invitation | None = None
    delegates: int = 0

    @property
    def running(self) -> bool:
        """Return whether the conference is still carried out."""
        return self.conference.state is ConferenceState.RUNNING

    def over(self, now: datetime) -> bool:
        """Return whether the conference has passed, unless the duty itself comes after it (a settlement, a report)."""
        if self.last_day is None or self.due_at is None:
            return False
        due_day = self.due_at.astimezone(OFFICE_ZONE).date()
        return due_day <= self.last_day < now.astimezone(OFFICE_ZONE).date()

    def told(self, unit: str, now: datetime) -> Owed:
        """Return it as a line of a message."""
        assert self.due_at is not None
        today = now.astimezone(OFFICE_ZONE).date()
        days, late = (self.due_at.astimezone(OFFICE_ZONE).date() - today).days, self.due_at <= now
        if self.duty is not None and self.assignment is not None:
            when = When(self.duty.deadline_words, self.due_at)
            return Owed("report", unit, self.duty.text, self.duty.section, when, days, late, 0, (self.assignment.id,))
        kind = "answer" if self.invitation and self.invitation.answer is Answer.NONE else "list"
        at, by = self.conference.lists_section, self.conference.lists_by.value
        when, target = When(None, self.due_at), (self.unit_id, self.conference.id)
        return Owed(kind, unit, "", at, when, days, late, self.delegates, target, by)


Facts = Mapping[int, Fact]


async def facts_of(session: Session, rows: Iterable[Reminder]) -> Facts:
    """Return what each of the reminders hangs on, by the reminder's id."""
    rows = list(rows)
    conferences = await _conferences(session, {row.conference_id for row in rows})
    reports = await _reports(session, {row.assignment_id for row in rows if row.assignment_id}, conferences)
    lists = await _lists(session, {row.invitation_id for row in rows if row.invitation_id}, conferences)
    return {row.id: reports[row.assignment_id] if row.assignment_id else lists[row.invitation_id or 0] for row in rows}


Conferences = Mapping[int, tuple[Conference, date | None]]


async def _conferences(session: Session, ids: set[int]) -> Conferences:
    """Return conferences with their last possible day, None while a session has none."""
    days: dict[int, list[date | None]] = {}
    query = select(ConferenceSession.conference_id, ConferenceSession.last_day)
    for conference_id, day in await session.execute(query.where(ConferenceSession.conference_id.in_(ids))):
        days.setdefault(conference_id, []).append(day)
    found = await session.scalars(select(Conference).where(Conference.id.in_(ids)))
    return {row.id: (row, _last(days.get(row.id, []))) for row in found}


def _last(days: list[date | None]) -> date | None:
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


async def _reports(session: Session, ids: set[int], conferences: Conferences) -> dict[int, Fact]:
    query = select(Assignment, Duty, REPORT_OWED).join(Duty, Assignment.duty_id == Duty.id)
    return {
        row.id: Fact(*conferences[duty.conference_id], row.unit_id, owed, duty.due_at, assignment=row, duty=duty)
        for row, duty, owed in await session.execute(query.where(Assignment.id.in_(ids)))
    }


async def _lists(session: Session, ids: set[int], conferences: Conferences) -> dict[int, Fact]:
    entered = select(func.count(Delegate.id)).where(ON_LIST).correlate(Invitation).scalar_subquery()
    query = select(Invitation, LIST_OWED, entered).where(Invitation.id.in_(ids))
    return {
        row.id: Fact(
            *conferences[row.conference_id],
            row.unit_id,
            owed,
            conferences[row.conference_id][0].lists_due,
            invitation=row,
            delegates=count,
        )
        for row, owed, count in await session.execute(query)
    }
