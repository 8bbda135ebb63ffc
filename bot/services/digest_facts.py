"""What the morning digest tells of one conference, in a few questions to the tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from bot.clock import OFFICE_ZONE
from bot.db.transaction import Session
from bot.messages.digests import Digest, DigestLine
from bot.services.owed import LIST_OWED, REPORT_OWED
from models.conferences import Conference
from models.delegates import ChangeRequest, RequestState
from models.duties import Assignment, AssignmentState, Duty
from models.invitations import Answer, Invitation
from models.reminders import Reminder, ReminderState
from models.units import Unit


async def digest_of(session: Session, conference: Conference, *, since: datetime, now: datetime) -> Digest:
    """Return the digest of a conference; `since` is the instant of the one before."""
    today = now.astimezone(OFFICE_ZONE).date()
    owed = await _owed(session, conference.id)
    answers = await _answers(session, conference.id, since)
    lists = await _lists(session, conference.id)
    lists_day = conference.lists_due.astimezone(OFFICE_ZONE).date() if conference.lists_due else None
    return Digest(
        conference.id,
        conference.title,
        today=tuple(_line(duty, unit) for duty, unit in owed if _day(duty) == today and not _past(duty, now)),
        late=tuple(_line(duty, unit, today) for duty, unit in owed if _past(duty, now)),
        waiting=await _waiting(session, conference.id),
        unreached=await _unreached(session, conference.id, since),
        lists_late=lists if conference.lists_due is not None and conference.lists_due <= now else 0,
        lists_today=lists if lists_day == today and conference.lists_due and conference.lists_due > now else 0,
        attending=answers.get(Answer.ATTENDING, 0),
        absent=answers.get(Answer.ABSENT, 0),
        requests=await _requests(session, conference.id),
    )


def _day(duty: Duty) -> date | None:
    return duty.due_at.astimezone(OFFICE_ZONE).date() if duty.due_at else None


def _past(duty: Duty, now: datetime) -> bool:
    return duty.due_at is not None and duty.due_at <= now


def _line(duty: Duty, unit: str, today: date | None = None) -> DigestLine:
    day = _day(duty)
    return DigestLine(unit, duty.text, duty.section, (today - day).days if today and day else 0)


async def _owed(session: Session, conference_id: int) -> Sequence[tuple[Duty, str]]:
    """Return the duties with the units that owe them, the oldest deadline first."""
    query = (
        select(Duty, Unit.name)
        .join(Assignment, Assignment.duty_id == Duty.id)
        .join(Unit, Assignment.unit_id == Unit.id)
        .where(Duty.conference_id == conference_id, Duty.due_at.is_not(None), REPORT_OWED)
        .order_by(Duty.due_at, Duty.id, Unit.place, Unit.id)
    )
    return [(duty, unit) for duty, unit in await session.execute(query)]


async def _waiting(session: Session, conference_id: int) -> tuple[DigestLine, ...]:
    """Return what was handed in and waits for a decision, the oldest first."""
    query = (
        select(Duty, Unit.name)
        .join(Assignment, Assignment.duty_id == Duty.id)
        .join(Unit, Assignment.unit_id == Unit.id)
        .where(Duty.conference_id == conference_id, Assignment.state == AssignmentState.HANDED_IN)
        .order_by(Assignment.handed_in_at, Assignment.id)
    )
    return tuple(_line(duty, unit) for duty, unit in await session.execute(query))


async def _answers(session: Session, conference_id: int, since: datetime) -> dict[Answer, int]:
    query = (
        select(Invitation.answer, func.count())
        .where(Invitation.conference_id == conference_id, Invitation.answered_at >= since)
        .group_by(Invitation.answer)
    )
    return {answer: count for answer, count in await session.execute(query)}  # noqa: C416 - rows are no pairs


async def _lists(session: Session, conference_id: int) -> int:
    query = select(func.count()).select_from(Invitation).where(Invitation.conference_id == conference_id, LIST_OWED)
    return await session.scalar(query) or 0


async def _requests(session: Session, conference_id: int) -> int:
    waiting = ChangeRequest.state == RequestState.OPEN
    query = select(func.count()).select_from(ChangeRequest)
    return await session.scalar(query.where(ChangeRequest.conference_id == conference_id, waiting)) or 0


async def _unreached(session: Session, conference_id: int, since: datetime) -> tuple[str, ...]:
    """Return the units for which pings since then were missed, whereas none was sent."""
    rang = (Reminder.conference_id == conference_id) & (Reminder.settled_at >= since)
    query = (
        select(Unit.name)
        .join(Reminder, Reminder.unit_id == Unit.id)
        .where(rang, Reminder.state.in_((ReminderState.MISSED, ReminderState.SENT)))
        .group_by(Unit.id, Unit.name, Unit.place)
        .having(func.count().filter(Reminder.state == ReminderState.SENT) == 0)
        .order_by(Unit.place, Unit.id)
    )
    return tuple(await session.scalars(query))
