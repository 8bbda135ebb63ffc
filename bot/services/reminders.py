"""Reminders: planned as rows, cancelled and planned anew in the transaction that changes what they depend on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, func, insert, select, update

from bot.calendar.deadlines import Due
from bot.calendar.reminders import Ring, next_overdue, plan
from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.db.transaction import Session, wakes
from bot.services import list_duty
from bot.services.reminder_targets import Target, lists_owed, reports_owed
from models.conferences import Conference, ConferenceState
from models.duties import Assignment, Duty
from models.invitations import Invitation
from models.reminders import Reminder, ReminderState

MOMENT = timedelta(microseconds=1)


def due_of(moment: datetime) -> Due:
    """Return the last working moment `moment` as the rules of the calendar want it."""
    day = moment.astimezone(OFFICE_ZONE).date()
    return Due(moment, day, day, moved_from_day_off=False)


async def plan_conference(
    session: Session, conference_id: int, *, now: datetime, calendar: Calendar, settings: Settings
) -> None:
    """Cancel all open pings of a conference and plan anew for what is owed now, under the next version."""
    waiting = await _waiting(session, conference_id, now)
    await _cancel(session, Reminder.conference_id == conference_id, now=now)
    conference = await session.get_one(Conference, conference_id)
    if conference.state is ConferenceState.RUNNING:
        targets = [*await reports_owed(session, conference), *await lists_owed(session, conference)]
        await _plan(session, conference_id, targets, now=now, calendar=calendar, settings=settings, waiting=waiting)


async def plan_assignment(
    session: Session, assignment: Assignment, *, now: datetime, calendar: Calendar, settings: Settings
) -> None:
    """Plan the pings of one assignment anew: it is owed again."""
    await _cancel(session, Reminder.assignment_id == assignment.id, now=now)
    duty = await session.get_one(Duty, assignment.duty_id)
    if duty.due_at is not None:
        target = Target(assignment.unit_id, duty.due_at, assignment_id=assignment.id)
        await _plan(session, duty.conference_id, [target], now=now, calendar=calendar, settings=settings)


async def plan_invitation(
    session: Session, invitation_id: int, *, now: datetime, calendar: Calendar, settings: Settings
) -> None:
    """Plan the pings of one invitation anew: its answer or list is owed again, and so is the duty to send the list."""
    await list_duty.owed_again(session, invitation_id)
    await _cancel(session, Reminder.invitation_id == invitation_id, now=now)
    invitation = await session.get_one(Invitation, invitation_id)
    conference = await session.get_one(Conference, invitation.conference_id)
    if conference.lists_due is not None:
        target = Target(invitation.unit_id, conference.lists_due, invitation_id=invitation_id)
        await _plan(session, conference.id, [target], now=now, calendar=calendar, settings=settings)


async def cancel(
    session: Session, *, assignment_id: int | None = None, invitation_id: int | None = None, now: datetime
) -> None:
    """Cancel the open pings of an assignment or an invitation for which nothing is owed any more.

    A list that is owed no more carries out the duty to send it.
    """
    if assignment_id is not None:
        await _cancel(session, Reminder.assignment_id == assignment_id, now=now)
    if invitation_id is not None:
        await list_duty.carried_out(session, invitation_id, now=now)
        await _cancel(session, Reminder.invitation_id == invitation_id, now=now)


async def _cancel(session: Session, which: ColumnElement[bool], *, now: datetime) -> None:
    rows = update(Reminder).where(which, Reminder.state == ReminderState.OPEN)
    await session.execute(rows.values(state=ReminderState.CANCELLED, settled_at=now))


Waiting = Mapping[tuple[int | None, int | None], datetime]


async def _waiting(session: Session, conference_id: int, now: datetime) -> Waiting:
    """Return since when rings are due that the clock hasn't come to yet, by assignment and invitation.

    They must survive the change; what was sent at the same instant must not come again.
    """
    query = select(Reminder.assignment_id, Reminder.invitation_id, func.min(Reminder.due_at)).where(
        Reminder.conference_id == conference_id, Reminder.state == ReminderState.OPEN, Reminder.due_at <= now
    )
    found = await session.execute(query.group_by(Reminder.assignment_id, Reminder.invitation_id))
    return {(assignment_id, invitation_id): oldest for assignment_id, invitation_id, oldest in found}


async def _plan(
    session: Session,
    conference_id: int,
    targets: Sequence[Target],
    *,
    now: datetime,
    calendar: Calendar,
    settings: Settings,
    waiting: Waiting | None = None,
) -> None:
    """Write the rows of all targets in one statement."""
    version = select(func.coalesce(func.max(Reminder.version), 0)).where(Reminder.conference_id == conference_id)
    number = (await session.scalar(version) or 0) + 1
    rows = [
        {
            "conference_id": conference_id,
            "unit_id": target.unit_id,
            "assignment_id": target.assignment_id,
            "invitation_id": target.invitation_id,
            "rule": ring.rule,
            "due_at": ring.at,
            "version": number,
            "state": ReminderState.OPEN,
        }
        for target, rings in _rings(targets, waiting or {}, now=now, calendar=calendar, settings=settings)
        for ring in rings
    ]
    if rows:
        await session.execute(insert(Reminder), rows)
        wakes(session, "reminders")


def _rings(
    targets: Sequence[Target], waiting: Waiting, *, now: datetime, calendar: Calendar, settings: Settings
) -> Iterable[tuple[Target, list[Ring]]]:
    """Yield each target with its rings after `now`: those before its due moment, and the first one past it."""
    chosen = settings.reminders

    @cache
    def rings(due_at: datetime, after: datetime) -> list[Ring]:
        due = due_of(due_at)
        before = plan(due, now=after + MOMENT, days_before=chosen.days_before, at=chosen.at, calendar=calendar)
        return [*before, next_overdue(due, after=after, at=chosen.at, calendar=calendar)]

    for target in targets:
        oldest = waiting.get((target.assignment_id, target.invitation_id))
        yield target, rings(target.due_at, oldest - MOMENT if oldest else now)
