"""Days as plans write them: exact, ranges, and vague ones (month, quarter, week); day first, always."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_SEP = r"\s?[/.\-]\s?"
_YEAR = r"((?:19|20)\d{2})"
_WORDS = re.compile(
    rf"(?<!tuan )(?<!tuan thu )(?:(?:ngay|mung|mong)\s+)?(\d{{1,2}})\s+thang\s+"
    rf"(\d{{1,2}})(?:\s*,?\s*nam\s+{_YEAR}|{_SEP}{_YEAR})?(?!\d)"
)
_DIGITS = re.compile(rf"(?<![\d/.\-])(?<!thang )(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}{_YEAR}(?!\d)")
_SHORT = re.compile(
    r"(?:ngay|truoc|chot|nhat|hoan thanh|xong|sang|chieu|toi|thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|den|tu|va)\s*,?\s+"
    r"(?:ngay\s+)?(\d{1,2})\s?[/\-]\s?(\d{1,2})(?![\d/])"
)
_RANGE = re.compile(
    rf"(?<![\d/.\-])(?<!thu )(?<!thang )(\d{{1,2}})\s*(?:-|va|den|den het|den ngay|va ngay|,)\s*(?:ngay\s+)?(\d{{1,2}})"
    rf"(?:{_SEP}(\d{{1,2}})(?:{_SEP}{_YEAR})?|"
    rf"\s+thang\s+(\d{{1,2}})(?:\s+nam\s+{_YEAR})?)(?![\d/])"
)
_MONTH = re.compile(rf"thang\s+(\d{{1,2}})(?:\s*/\s*{_YEAR}|\s+nam\s+{_YEAR})?(?!\s*[/\d])")
_QUARTER = re.compile(rf"quy\s+(iv|iii|ii|i|[1-4])\b(?:\s*/\s*{_YEAR}|\s*,?\s*nam\s+{_YEAR})?")
_WEEK = re.compile(r"\btuan (?:le )?(?:tu|\()|trong tuan\b|trong khoang (?:thoi gian )?tu\b")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WEEKDAY = re.compile(
    r"(?:(?<!lop )(?<!phien )(?<!dot )(?<!lan )(?<!vong )(?<!ky )(?<!diem )thu\s+(hai|ba|tu|nam|sau|bay|"
    r"[2-7])|(chu nhat))\b"
)
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5}


@dataclass(frozen=True)
class Day:
    """A day that stands in a text at start:end; `year` is None where the text leaves it out."""

    day: int
    month: int
    year: int | None
    start: int
    end: int

    def on(self, year: int | None) -> date | None:
        """Return the date with its own year, else with `year`; None when no year is known."""
        known = self.year or year
        return date(known, self.month, self.day) if known else None


@dataclass(frozen=True)
class Span:
    """A vague time: `precision` is month or quarter, with its first and last possible day (None without a year)."""

    precision: str
    first: date | None
    last: date | None
    start: int


def days_in(text: str) -> list[Day]:
    """Return the days in a plain text, in order; a range gives its first and its last day."""
    found: list[Day] = []
    for day in _candidates(text):
        if not any(d.start < day.end and day.start < d.end and (d.day, d.month) == (day.day, day.month) for d in found):
            found.append(day)
    return sorted(found, key=lambda d: (d.start, d.month, d.day))


def _candidates(text: str) -> Iterator[Day]:
    """Yield what the patterns find, the surest first; impossible days are no days."""
    for m in _DIGITS.finditer(text):
        yield from _day(m, m[1], m[2], m[3])
    for m in _WORDS.finditer(text):
        yield from _day(m, m[1], m[2], m[3] or m[4])
    for m in _RANGE.finditer(text):
        month, year = m[3] or m[5], m[4] or m[6]
        if 0 < int(m[1]) < int(m[2]):
            yield from _day(m, m[1], month, year)
            yield from _day(m, m[2], month, year)
    for m in _SHORT.finditer(text):
        yield from _day(m, m[1], m[2], None)


def _day(found: re.Match[str], day: str, month: str, year: str | None) -> Iterator[Day]:
    d, m = int(day), int(month)
    if 1 <= m <= 12 and 1 <= d <= monthrange(int(year) if year else 2024, m)[1]:
        yield Day(d, m, int(year) if year else None, found.start(), found.end())


def span_in(text: str, year: int | None) -> Span | None:
    """Return the first vague time of a plain text; `year` fills in for one that is left out.

    A month within a quarter says it closer ("quý III (dự kiến tháng 8)").
    """
    month = next((m for m in _MONTH.finditer(text) if 1 <= int(m[1]) <= 12), None)
    if m := _QUARTER.search(text):
        number = _ROMAN.get(m[1]) or int(m[1])
        if month is None or (int(month[1]) + 2) // 3 != number:
            return _span("quarter", 3 * number - 2, 3 * number, m[2] or m[3] or year, m.start())
        year = int(m[2] or m[3]) if m[2] or m[3] else year
    return _span("month", int(month[1]), int(month[1]), month[2] or month[3] or year, month.start()) if month else None


def week_in(text: str) -> bool:
    """Tell whether a plain text gives a week ("tuần từ … đến …") and not the days of an event."""
    return bool(_WEEK.search(text))


def _span(precision: str, first: int, last: int, year: str | int | None, start: int) -> Span:
    if year is None:
        return Span(precision, None, None, start)
    y = int(year)
    return Span(precision, date(y, first, 1), date(y, last, monthrange(y, last)[1]), start)


def weekday_in(text: str) -> int | None:
    """Return the weekday that a plain text names (0 is Monday), None without one."""
    found = _WEEKDAY.search(text)
    if found is None:
        return None
    return 6 if found[2] else _WEEKDAYS[found[1]]
