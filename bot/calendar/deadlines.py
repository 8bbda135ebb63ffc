"""Deadlines: what the words of a plan mean as a last working moment.

"Trước ngày X" excludes X; "chậm nhất ngày X" includes it. A last day that is off moves back to the working day before:
the Civil Code (art. 148) would move it forward, which is useless before an event, so the move is flagged and shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from bot.calendar.working_days import ONE, Calendar
from bot.clock import OFFICE_ZONE

OFFICE_CLOSES = time(17, 0)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The rule of a deadline as the plan states it: a day, or a number of days before the event.

    Two rules are equal whose words differ and mean the same. `before` is true for "trước ngày X" and "trước N ngày";
    `hour` is office time; with `working_days` N counts working days.
    """

    literal: str = field(compare=False)
    absolute: date | None = None
    days_before_event: int | None = None
    working_days: bool = False
    before: bool = False
    hour: time | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What a deadline comes to: the last moment (aware, UTC) and its day in the office's zone.

    `literal_day` is the last day that the words allow before days off are looked at; `moved_from_day_off` says that the
    two differ because that day is off.
    """

    last_moment: datetime
    last_day: date
    literal_day: date
    moved_from_day_off: bool


def office_moment(day: date, hour: time) -> datetime:
    """Return the instant (aware, UTC) of `hour` office time on `day`."""
    return datetime.combine(day, hour, OFFICE_ZONE).astimezone(UTC)


def _literal_day(deadline: Deadline, event_day: date | None, calendar: Calendar) -> date | None:
    if deadline.absolute is not None:
        # "Trước 16 giờ ngày X" excludes the hour, not the day.
        return deadline.absolute - ONE if deadline.before and deadline.hour is None else deadline.absolute
    if deadline.days_before_event is None or event_day is None:
        return None
    # "Trước ngày tổ chức" names no number: the day before.
    days = deadline.days_before_event or (1 if deadline.before else 0)
    return calendar.add_working_days(event_day, -days) if deadline.working_days else event_day - timedelta(days=days)


def due(deadline: Deadline, event_day: date | None, calendar: Calendar) -> Due | None:
    """Return the last working moment of `deadline`; None while it hangs on an event whose day is open."""
    literal_day = _literal_day(deadline, event_day, calendar)
    if literal_day is None:
        return None
    last_day = calendar.working_day_until(literal_day)
    moved = last_day != literal_day
    # An hour of a day off says nothing about the working day before: that one ends with the office.
    hour = OFFICE_CLOSES if moved or deadline.hour is None else deadline.hour
    return Due(office_moment(last_day, hour), last_day, literal_day, moved)
