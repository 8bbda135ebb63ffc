"""A session as a value: its days, hours, place and form."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from bot.plan_reader.hours import spelled

_OFFICE_ZONE = timezone(timedelta(hours=7))
"""Viet Nam keeps UTC+7 all year."""


@dataclass
class Session:
    """A session; `written` is its first day as written where the plan's year was put in its place."""

    name: str = ""
    first: date | None = None
    last: date | None = None
    start: time | None = None
    end: time | None = None
    half_day: str | None = None
    precision: str = "none"
    window: tuple[date, date] | None = None
    venue: str | None = None
    modes: list[str] = field(default_factory=list)
    expected: tuple[int, int] | None = None
    units: list[str] = field(default_factory=list)
    written: date | None = None
    weekday: int | None = None
    source: dict[str, Any] = field(default_factory=dict)
    certainty: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the form of the contract."""
        out = {
            "name": self.name,
            "starts": _instant(self.first, self.start),
            "ends": _instant(self.last, self.end),
            "start_time": spelled(self.start),
            "end_time": spelled(self.end),
            "half_day": self.half_day,
            "date_precision": self.precision,
            "window": [day.isoformat() for day in self.window] if self.window else None,
            "venue": self.venue,
            "modes": self.modes,
            "expected_delegates": {"min": self.expected[0], "max": self.expected[1]} if self.expected else None,
            "participating_units": self.units,
            "source": self.source,
        }
        if self.written:
            out["starts_as_written"] = _instant(self.written, self.start) or self.written.isoformat()
        return out if self.certainty is None else {**out, "certainty": self.certainty}


def _instant(day: date | None, at: time | None) -> str | None:
    return datetime.combine(day, at, _OFFICE_ZONE).isoformat() if day and at else None
