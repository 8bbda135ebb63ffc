"""The moment to which a session moves: read from what people type, shown back, kept by the dialog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from bot.calendar.spoken import read_instant, read_time
from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE
from bot.errors import Refusal
from bot.messages.meetings import Meeting
from bot.messages.when import When

NOON = time(12, 0)


@dataclass(frozen=True)
class Moment:
    """A day and hour in the office's zone; the hour is None while only the day is known."""

    day: date
    hour: time | None

    def is_past(self, now: datetime) -> bool:
        """Return whether it lies before `now`."""
        local = now.astimezone(OFFICE_ZONE)
        if self.hour is None:
            return self.day < local.date()
        return datetime.combine(self.day, self.hour, OFFICE_ZONE) <= local

    def data(self) -> dict[str, str | None]:
        """Return it as a dialog keeps it."""
        return {"day": self.day.isoformat(), "hour": self.hour.isoformat() if self.hour else None}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Moment:
        """Return the moment that a dialog has kept."""
        return cls(date.fromisoformat(data["day"]), time.fromisoformat(data["hour"]) if data["hour"] else None)


def read_moment(text: str, at_present: Meeting, *, now: datetime, calendar: Calendar) -> Moment:
    """Return the day and hour that `text` names; what it leaves out stays as it is at present.

    Raises:
        Refusal: it isn't understood for sure, has passed, or changes nothing.
    """
    day, start = at_present.when.day, at_present.when.start
    said, hour = read_instant(text, now, calendar=calendar), read_time(text)
    if said is not None:
        found = Moment(said[0], said[1] or start)
    elif hour is not None and day is not None:
        found = Moment(day, hour)
    else:
        raise Refusal("sessions.unreadable")
    if found == Moment(day or date.min, start):
        raise Refusal("sessions.same")
    if found.is_past(now):
        raise Refusal("sessions.past", when=text)
    return found


def moved(old: Meeting, moment: Moment) -> Meeting:
    """Return the session as it is told once it is moved; it lasts as long as before."""
    at, end = old.when, _end(old.when, moment.hour)
    if moment.hour is None:
        half_day, precision = at.half_day, "half_day" if at.half_day else "day"
    else:
        half_day, precision = ("morning" if moment.hour < NOON else "afternoon"), "exact"
    return replace(old, when=When(precision, moment.day, moment.day, moment.hour, end, half_day))


def _end(at: When, start: time | None) -> time | None:
    """Return when a session ends that begins at `start` instead; None where that isn't known, or isn't on that day."""
    if at.end is None or start == at.start:
        return at.end
    if at.start is None or start is None:
        return None
    day = date.min
    end = datetime.combine(day, start) + (datetime.combine(day, at.end) - datetime.combine(day, at.start))
    return end.time() if end.date() == day else None
