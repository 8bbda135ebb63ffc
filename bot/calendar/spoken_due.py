"""The last day of a deadline as people type it: a day, with or without the words that officials put before one."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from bot.calendar.spoken import YEARS, read_instant
from bot.calendar.spoken_time import CLOCK, bare
from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE

_INCLUDED = re.compile(
    r"(?:(?:thoi han|han (?:cuoi|chot)|han|cham nhat|muon nhat|den het|khong qua|het|trong|toi)\s+(?:la\s+|vao\s+)?)+"
)
_BEFORE = re.compile(r"truoc\s+(?=\S)")
_MONTH_PART = re.compile(
    r"(?P<part>dau|giua|cuoi|het)\s+thang(?:\s+(?P<which>nay|sau|(?P<month>\d{1,2})(?:(?:\s*/\s*|\s+nam\s+)(?P<year>\d{4}))?))?"
)
_QUARTER = re.compile(
    r"(?:(?:cuoi|het|trong)\s+)?quy\s+(?P<quarter>i{1,3}|iv|[1-4])(?:(?:\s*/\s*|\s+nam\s+)(?P<year>\d{4}))?"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def read_due(text: str, now: datetime, *, calendar: Calendar | None = None) -> tuple[date, time | None] | None:
    """Return the last day of a deadline, and the hour where one is said; None where unsure.

    "Chậm nhất ngày 16/12" and "đến hết ngày 16/12" include the day; "trước ngày 16/12" leaves it out, so the day before
    is the last. The beginning, middle and end of a month are its 1st, 15th and last day (Civil Code 2015, article 146);
    a quarter lasts to its last day. A day that has passed is one only where its year was said.
    """
    said, today = bare(text).strip(), now.astimezone(OFFICE_ZONE).date()
    if match := _QUARTER.fullmatch(_INCLUDED.sub("", said, count=1) if not said.startswith("het quy") else said):
        return _known(_of_quarter(match, today), today, match["year"])
    if match := _MONTH_PART.fullmatch(_INCLUDED.sub("", said, count=1) if not said.startswith("het thang") else said):
        return _known(_of_month(match, today), today, match["year"])
    if (lead := _INCLUDED.match(said)) is not None:
        return read_instant(said[lead.end() :], now, calendar=calendar)
    if (lead := _BEFORE.match(said)) is not None and CLOCK.search(said) is None:
        found = read_instant(said[lead.end() :], now, calendar=calendar)
        return (found[0] - timedelta(days=1), None) if found else None
    return read_instant(text, now, calendar=calendar)


def _known(day: date | None, today: date, year: str | None) -> tuple[date, None] | None:
    return (day, None) if day is not None and (day >= today or year) else None


def _of_quarter(match: re.Match[str], today: date) -> date | None:
    """Return the last day of a quarter: of this year, or of the next where it has passed."""
    month = 3 * (_QUARTERS.get(match["quarter"]) or int(match["quarter"]))
    year = int(match["year"] or today.year + (month < today.month))
    return _first(year * 12 + month) - timedelta(days=1) if year in YEARS else None


def _of_month(match: re.Match[str], today: date) -> date | None:
    """Return the day that a part of a month means."""
    months = today.year * 12 + today.month - 1 + (match["which"] == "sau")
    if match["month"]:
        year, month = int(match["year"] or today.year), int(match["month"])
        if month not in range(1, 13) or year not in YEARS:
            return None
        later = match["year"] is None and month < today.month
        months = (year + later) * 12 + month - 1
    first, after = _first(months), _first(months + 1)
    return {"dau": first, "giua": first.replace(day=15)}.get(match["part"], after - timedelta(days=1))


def _first(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)
