"""Duties: when each is due, computed from the plan's words and the day of the event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, update

from bot.calendar.deadlines import Deadline, due
from bot.calendar.working_days import Calendar
from bot.db.transaction import Session
from bot.services.conferences import event_day
from bot.services.list_duty import asks_for_lists
from bot.services.lists_due import rule_of
from models.conferences import Conference
from models.duties import Assignment, Duty


def deadline_of(duty: Duty) -> Deadline:
    """Return the rule of a duty's deadline."""
    return Deadline(
        literal=duty.deadline_words or "",
        absolute=duty.deadline_day,
        days_before_event=duty.days_before_event,
        working_days=duty.working_days,
        before=duty.before,
        hour=duty.deadline_hour,
    )


async def duties_of(session: Session, conference_id: int) -> list[Duty]:
    """Return the duties that the plan of a conference holds, in its order."""
    query = select(Duty).where(Duty.conference_id == conference_id, Duty.dropped_at.is_(None))
    return list(await session.scalars(query.order_by(Duty.place, Duty.id)))


async def compute_due(session: Session, conference_id: int, calendar: Calendar) -> list[Duty]:
    """Set when each duty, and the lists of delegates, are due; return the duties for which that changed.

    A duty that hangs on an event whose day is open has no moment yet (None).
    """
    event = await event_day(session, conference_id)
    duties = await duties_of(session, conference_id)
    changed = [duty for duty in duties if _recompute(duty, event, calendar)]
    conference = await session.get_one(Conference, conference_id)
    _set_lists_due(conference, duties, event, calendar)
    counted = update(Assignment).where(Assignment.duty_id.in_([duty.id for duty in changed]))
    await session.execute(counted.values(overdue_pings=0))
    return changed


def _recompute(duty: Duty, event: date | None, calendar: Calendar) -> bool:
    """Set when a duty is due; return whether that is another moment than before."""
    found = due(deadline_of(duty), event, calendar)
    moment = found.last_moment if found else None
    if moment == duty.due_at:
        return False
    duty.due_at, duty.version = moment, duty.version + 1
    return True


def _set_lists_due(conference: Conference, duties: Sequence[Duty], event: date | None, calendar: Calendar) -> None:
    asked = [(duty.due_at, duty.section) for duty in duties if asks_for_lists(duty.text)]
    found = rule_of(conference, asked, event, calendar)
    conference.lists_due, conference.lists_by, conference.lists_section = found.moment, found.by, found.section
