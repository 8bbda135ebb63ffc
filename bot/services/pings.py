"""Pings: rows that are due are looked at again, and what is still owed goes out, one message a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Integer, case, cast, func, literal, select

from bot.calendar.deadlines import office_moment
from bot.calendar.reminders import next_overdue, office_instant
from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.config_sections import Reminders
from bot.db.transaction import Session
from bot.services.calendar_days import calendar_of
from bot.services.ping_facts import Fact, facts_of
from bot.services.ping_limits import tell_organisers_once
from bot.services.ping_messages import Due, reachable, tell_people
from bot.services.reminders import due_of
from models.outbox import Lane, OutboxMessage, OutboxState
from models.people import Membership
from models.reminders import Reminder, ReminderState

CHUNK = 30
"""Pings that may wait to leave: about one second of sending. A date that moves or a duty that is done meanwhile is seen
by all that come later, since their rows are still open."""
PAUSE = timedelta(seconds=0.5)
ON_TIME = timedelta(hours=1)
"""A ring that comes later than this after its instant keeps to office hours and says that it is late."""

OPEN = Reminder.state == literal(ReminderState.OPEN, Reminder.state.type, literal_execute=True)
"""Written out, so that the partial index of open rows serves: a bound value proves nothing to the planner."""

URGENCY = case(
    (Reminder.rule == "day", 0),
    (Reminder.rule.like("overdue:%"), 1000),
    else_=cast(func.replace(Reminder.rule, "d", ""), Integer),
)
"""Days to the deadline: thousands may be due at one instant, and leave over minutes. Who can still be in time hears of
the nearest deadline first; what is past its own comes last, for it is told of each day."""


class Verdict(StrEnum):
    """What becomes of a row that is due."""

    SEND = "send"
    PUT_OFF = "put_off"
    CANCEL = "cancel"
    MISS = "miss"


def overdue(row: Reminder) -> bool:
    """Return whether a row is a ring past the deadline."""
    return row.rule.startswith("overdue:")


def earliest(row: Reminder, now: datetime, calendar: Calendar, chosen: Reminders) -> datetime:
    """Return when a row may go out: `now` where it is on time on a working day.

    One that comes late keeps to office hours, and doesn't come before the hour at which the others of that day do.
    """
    if now - row.due_at < ON_TIME and calendar.is_working_day(now.astimezone(OFFICE_ZONE).date()):
        return now
    moment = office_instant(now, calendar)
    return max(moment, office_moment(moment.astimezone(OFFICE_ZONE).date(), chosen.at))


def verdict(
    row: Reminder, fact: Fact, *, newest: bool, now: datetime, calendar: Calendar, chosen: Reminders
) -> Verdict:
    """Judge a row just before it would go out. `newest`: no later row about the same is due as well."""
    if not (fact.running and fact.owed and fact.due_at) or (overdue(row) and fact.due_at > now):
        return Verdict.CANCEL
    if not newest or fact.over(now) or (fact.due_at <= now and not overdue(row)):
        return Verdict.MISS
    moment = earliest(row, now, calendar, chosen)
    if moment == now:
        return Verdict.SEND
    # A ring past the deadline comes again the next working day anyhow.
    return Verdict.PUT_OFF if not overdue(row) and moment < fact.due_at else Verdict.MISS


class DueReminders:
    """The tick that sends what is due; running it twice sends nothing twice, for a row is settled with its message."""

    async def run(self, session: Session, now: datetime, settings: Settings) -> bool:
        """Settle a chunk of the rows that are due at `now`; return whether more may be due.

        What is put before it can leave couldn't be looked at again just before it leaves.
        """
        places = CHUNK - await _waiting(session)
        if places <= 0:
            return False
        units, more = await _units(session, now, most=places)
        if units:
            due = select(Reminder).where(OPEN, Reminder.due_at <= now, Reminder.unit_id.in_(units))
            rows = list(await session.scalars(due.order_by(Reminder.due_at, Reminder.id)))
            await _settle(session, rows, now, settings.reminders)
        return more

    async def next(self, session: Session, now: datetime, settings: Settings) -> datetime | None:
        """Return when the next row is due; of those that wait for others to leave first, when to look again."""
        due = await session.scalar(select(func.min(Reminder.due_at)).where(OPEN))
        return now + PAUSE if due is not None and due <= now and await _waiting(session) else due


async def _waiting(session: Session) -> int:
    """Return how many pings were put and haven't left."""
    row = OutboxMessage
    waiting = row.state == literal(OutboxState.WAITING, row.state.type, literal_execute=True)
    return await session.scalar(select(func.count()).where(waiting, row.lane == int(Lane.REMINDER))) or 0


async def _units(session: Session, now: datetime, *, most: int) -> tuple[set[int], bool]:
    """Return the units of the `most` urgent rows that are due, and whether others may be left.

    Units that share a focal person come together, so that nobody gets two messages at one instant.
    """
    due = select(Reminder.unit_id).where(OPEN, Reminder.due_at <= now).order_by(URGENCY, Reminder.due_at, Reminder.id)
    first = list(await session.scalars(due.limit(most)))
    units: set[int] = set()
    wider = set(first)
    while wider != units:
        units = wider
        people = select(Membership.person_id).where(Membership.unit_id.in_(units), Membership.ended_at.is_(None))
        shared = select(Membership.unit_id).where(Membership.person_id.in_(people), Membership.ended_at.is_(None))
        wider = units | set(await session.scalars(shared))
    return units, len(first) == most


async def _settle(session: Session, rows: Sequence[Reminder], now: datetime, chosen: Reminders) -> None:
    """Judge each row, plan the next ring of what is late, and put the messages."""
    calendar = await calendar_of(session)
    facts = await facts_of(session, rows)
    newest = {(row.assignment_id, row.invitation_id): row.id for row in rows}
    people = await reachable(session, {row.unit_id for row in rows})
    dues: list[Due] = []
    for row in rows:
        fact = facts[row.id]
        last = newest[row.assignment_id, row.invitation_id] == row.id
        found = verdict(row, fact, newest=last, now=now, calendar=calendar, chosen=chosen)
        if found is Verdict.SEND and row.unit_id in people:
            dues.append(Due(row.id, fact, overdue=overdue(row), late=now - row.due_at >= ON_TIME))
        elif found is Verdict.PUT_OFF:
            row.due_at = earliest(row, now, calendar, chosen)
            continue
        if overdue(row) and found is not Verdict.CANCEL and not fact.over(now):
            session.add(_next(row, fact, now, calendar, chosen))
        row.state, row.settled_at = _settled(found, joined=row.unit_id in people), now
    await session.flush()
    await tell_people(session, dues, people, now)
    late = [due for due in dues if due.overdue]
    await tell_organisers_once(session, late, chosen.overdue_pings_before_organiser, now)


def _settled(found: Verdict, *, joined: bool) -> ReminderState:
    """Return the end of a row; what nobody could get is missed, and the organisers' digest names the unit."""
    if found is Verdict.CANCEL:
        return ReminderState.CANCELLED
    return ReminderState.SENT if found is Verdict.SEND and joined else ReminderState.MISSED


def _next(row: Reminder, fact: Fact, now: datetime, calendar: Calendar, chosen: Reminders) -> Reminder:
    """Return the ring of the next working day for what is late."""
    assert fact.due_at is not None
    ring = next_overdue(due_of(fact.due_at), after=now, at=chosen.at, calendar=calendar)
    return Reminder(
        conference_id=row.conference_id,
        unit_id=row.unit_id,
        assignment_id=row.assignment_id,
        invitation_id=row.invitation_id,
        rule=ring.rule,
        due_at=ring.at,
        version=row.version,
    )
