"""Working days of Vietnamese state bodies: Monday to Friday, less public holidays, with swapped days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

ONE = timedelta(days=1)


@cache
def _holidays() -> Any:
    """Return the library's calendar of Viet Nam (loaded late: it takes a moment)."""
    import holidays  # noqa: PLC0415

    return holidays.country_holidays("VN")


class Calendar:
    """Tells working days; `overrides` (day → worked) win over the library."""

    def __init__(self, overrides: Mapping[date, bool] | None = None) -> None:
        self._overrides = dict(overrides or {})

    def is_working_day(self, day: date) -> bool:
        """Return whether state bodies work on `day`."""
        if day in self._overrides:
            return self._overrides[day]
        return bool(_holidays().is_working_day(day))

    def previous_working_day(self, day: date) -> date:
        """Return the last working day before `day`."""
        day -= ONE
        while not self.is_working_day(day):
            day -= ONE
        return day

    def next_working_day(self, day: date) -> date:
        """Return the first working day after `day`."""
        day += ONE
        while not self.is_working_day(day):
            day += ONE
        return day
