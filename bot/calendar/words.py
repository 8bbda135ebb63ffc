"""Days and instants in the words in which officials write them: thứ Sáu, 12/7/2024, 17:00."""

from __future__ import annotations

from datetime import date, datetime

from bot.clock import OFFICE_ZONE
from bot.texts import say

QUARTERS = ("I", "II", "III", "IV")


def short_day(day: date) -> str:
    """Return 12/7/2024: day first, no leading zeros."""
    return f"{day.day}/{day.month}/{day.year}"


def day_words(day: date, language: str) -> str:
    """Return thứ Sáu, 12/7/2024."""
    weekday = say(language, f"calendar.weekday_{day.weekday()}")
    return str(say(language, "calendar.day", weekday=weekday, day=day.day, month=day.month, year=day.year))


def instant_words(instant: datetime, language: str) -> str:
    """Return thứ Sáu, 12/7/2024, 17:00 for an aware instant, in the office's zone."""
    local = instant.astimezone(OFFICE_ZONE)
    return str(say(language, "calendar.instant", day=day_words(local.date(), language), hour=f"{local:%H:%M}"))


def window_words(first: date, last: date, precision: str, language: str) -> str:
    """Return the words of a window of days, as exact as `precision` (of the plan's form) allows.

    exact, day, half_day → the day; month → tháng 7/2024; quarter → quý III/2024; week and anything else name both ends.
    """
    if precision == "month":
        return str(say(language, "calendar.month", month=first.month, year=first.year))
    if precision == "quarter":
        quarter = QUARTERS[(first.month - 1) // 3]
        return str(say(language, "calendar.quarter", quarter=quarter, year=first.year))
    if first == last:
        return day_words(first, language)
    key = "calendar.week" if precision == "week" else "calendar.range"
    return str(say(language, key, first=short_day(first), last=short_day(last)))
