"""Reminders: at which instants a duty or a missing list is recalled; earlier rather than later, never on a day off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.calendar.deadlines import Due, office_moment
from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE

MORNING = time(8, 0)
OFFICE_HOURS = ((time(7, 0), time(11, 30)), (time(13, 30), time(17, 0)))
"""When messages that can wait may come, office time: mornings and afternoons, never at noon or in the evening."""


@dataclass(frozen=True, slots=True)
class Ring:
    """One planned ping: `rule` is 7d, 3d, 1d, day or overdue:YYYY-MM-DD; `at` is aware, UTC."""

    rule: str
    at: datetime


def _ring_day(day: date, due: Due, at: time, calendar: Calendar) -> date:
    """Return the working day on which to ring for `day`: not off, and before the last moment."""
    day = calendar.working_day_until(day)
    return day if office_moment(day, at) < due.last_moment else calendar.previous_working_day(day)


def _wished(due: Due, days_before: Sequence[int]) -> Iterator[tuple[str, date]]:
    """Yield rule and day of each ring, the least urgent first."""
    for days in sorted({days for days in days_before if days > 0}, reverse=True):
        yield f"{days}d", due.last_day - timedelta(days=days)
    yield "day", due.last_day


def plan(
    due: Due, *, now: datetime, days_before: Sequence[int] = (7, 3, 1), at: time = MORNING, calendar: Calendar
) -> list[Ring]:
    """Return the rings for `due` that are still to come at `now`, in order of time, at most one a day.

    Rings that fall on one working day become the most urgent of them.
    """
    by_day = {_ring_day(day, due, at, calendar): rule for rule, day in _wished(due, days_before)}
    rings = [Ring(rule, office_moment(day, at)) for day, rule in sorted(by_day.items())]
    return [ring for ring in rings if ring.at >= now]


def next_overdue(due: Due, *, after: datetime, at: time = MORNING, calendar: Calendar) -> Ring:
    """Return the first ring later than `after` at which `due` is overdue: one each working day."""
    later_than = max(after, due.last_moment)
    day = calendar.working_day_from(later_than.astimezone(OFFICE_ZONE).date())
    if office_moment(day, at) <= later_than:
        day = calendar.next_working_day(day)
    return Ring(f"overdue:{day.isoformat()}", office_moment(day, at))


def office_instant(moment: datetime, calendar: Calendar) -> datetime:
    """Return `moment` where it lies in office hours of a working day, else the first such instant after it (UTC)."""
    local = moment.astimezone(OFFICE_ZONE)
    if calendar.is_working_day(local.date()):
        for opens, closes in OFFICE_HOURS:
            if local.time() < closes:
                return max(moment.astimezone(UTC), office_moment(local.date(), opens))
    return office_moment(calendar.next_working_day(local.date()), OFFICE_HOURS[0][0])
