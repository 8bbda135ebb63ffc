"""Days off as far as they are the same every year; the office's own calendar decides later on the rest."""

from __future__ import annotations

from datetime import date, timedelta

_HOLIDAYS = {(1, 1), (30, 4), (1, 5), (2, 9)}
"""New Year, 30 April, 1 May, 2 September (Labour Code 2019, art. 112); Tết and Giỗ Tổ move with the moon."""


def is_off(day: date) -> bool:
    """Tell whether state bodies rest on a day: a weekend or a fixed holiday."""
    return day.weekday() >= 5 or (day.day, day.month) in _HOLIDAYS


def working_days(after: date, until: date) -> int:
    """Return the working days after one day up to another, this one included."""
    span = min((until - after).days, 400)
    return sum(not is_off(after + timedelta(n)) for n in range(1, span + 1))
