"""Working days of Vietnamese state bodies: Monday to Friday, less public holidays, with swapped days.

Labour Code 2019 art. 112 sets the days off; swaps and the run of Tết are announced each year, so they are data.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

ONE = timedelta(days=1)


@cache
def _holidays() -> Any:
    """Return the library's calendar of Viet Nam (loaded late: it takes a moment)."""
    import holidays  # noqa: PLC0415

    return holidays.country_holidays("VN")


@cache
def shipped_days() -> Mapping[date, bool]:
    """Return the announced days of `days.toml`, day → worked, which the library doesn't know or might lose."""
    file = Path(__file__).with_name("days.toml")
    return {row["date"]: row["state"] == "worked" for row in tomllib.loads(file.read_text(encoding="utf-8"))["day"]}


class Calendar:
    """Tells working days; `overrides` (day → worked) win over the announced days, and those over the library."""

    def __init__(self, overrides: Mapping[date, bool] | None = None) -> None:
        self._overrides = {**shipped_days(), **(overrides or {})}

    def is_working_day(self, day: date) -> bool:
        """Return whether state bodies work on `day`."""
        if day in self._overrides:
            return self._overrides[day]
        return bool(_holidays().is_working_day(day))

    def previous_working_day(self, day: date) -> date:
        """Return the last working day before `day`."""
        return self.working_day_until(day - ONE)

    def next_working_day(self, day: date) -> date:
        """Return the first working day after `day`."""
        return self.working_day_from(day + ONE)

    def working_day_until(self, day: date) -> date:
        """Return `day` where it is worked, else the last working day before it."""
        while not self.is_working_day(day):
            day -= ONE
        return day

    def working_day_from(self, day: date) -> date:
        """Return `day` where it is worked, else the first working day after it."""
        while not self.is_working_day(day):
            day += ONE
        return day

    def add_working_days(self, day: date, n: int) -> date:
        """Return the `n`-th working day after `day` (before it where `n` is negative); `day` itself never counts."""
        step = self.next_working_day if n > 0 else self.previous_working_day
        for _ in range(abs(n)):
            day = step(day)
        return day
