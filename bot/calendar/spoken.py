"""Days as people type them in a chat, day first: 5/4, thứ 6 tuần sau, sáng mai, sau 3 ngày làm việc.

General date libraries answer some of these with a wrong day, so the grammar is our own. What it doesn't know for sure
is None, never a guess; the caller shows the answer back.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from bot.calendar.spoken_english import in_known_words
from bot.calendar.spoken_time import CLOCK, PARTS, bare, clock, read_time
from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE
from bot.language.folding import nfc

__all__ = ["read_day", "read_instant", "read_time"]

YEARS = range(2000, 2100)
FAR = timedelta(days=275)
"""A day without a year that would come only after this is more likely one that has just passed: not sure."""

_WEEKDAYS = {"2": 0, "hai": 0, "3": 1, "ba": 1, "4": 2, "tu": 2, "5": 3, "nam": 3, "6": 4, "sau": 4, "7": 5, "bay": 5}
_WEEKDAY = r"(?:(?:thu\s*|t(?=\d))(?P<weekday>[2-7]|hai|ba|tu|nam|sau|bay)|(?P<sunday>chu nhat|cn))"
_WEEKDAY_DAY = re.compile(rf"(?:ngay\s+)?{_WEEKDAY}(?:\s+tuan\s+(?P<week>nay|sau nua|sau|toi))?")
_BEFORE_DATE = rf"(?:{_WEEKDAY}\s*,?\s*)?(?:ngay\s+)?(?P<day>\d{{1,2}})"
_WRITTEN = re.compile(_BEFORE_DATE + r"(?P<mark>[/.-])(?P<month>\d{1,2})(?:(?P=mark)(?P<year>\d{4}|\d{2}))?")
_IN_WORDS = re.compile(_BEFORE_DATE + r"\s+thang\s+(?P<month>\d{1,2})(?:\s*,?\s*(?:nam\s+|/)(?P<year>\d{4}))?")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_LATER = re.compile(r"(?P<after>sau\s+)?(?P<n>\d{1,3})\s+(?P<unit>ngay lam viec|ngay|tuan)(?P<still>\s+nua)?")
_NEAR = {"hom nay": 0, "nay": 0, "ngay mai": 1, "mai": 1, "ngay kia": 2}
_NEAR_WITH_MARKS = {"mốt": 2, "ngày mốt": 2}
"""Without its marks this word is the number one."""
# "Tuần tới" is no evening.
_PART = re.compile(rf"(?<!\w)(?<!tuan )(?:buoi\s+)?({'|'.join(PARTS)})(?!\w)")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _weekday_of(match: re.Match[str]) -> int | None:
    if match["sunday"]:
        return 6
    return _WEEKDAYS[match["weekday"]] if match["weekday"] else None


def _read_weekday(match: re.Match[str], today: date) -> date | None:
    weekday, week = _weekday_of(match) or 0, match["week"]
    if week:
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=weekday, weeks={"nay": 0, "sau": 1, "toi": 1, "sau nua": 2}[week])
    ahead = (weekday - today.weekday()) % 7
    # Said on a Friday, "Friday" may be today or the next one.
    return today + timedelta(days=ahead) if ahead else None


def _read_without_year(month: int, day: int, today: date) -> date | None:
    this = _day(today.year, month, day)
    found = this if this and this >= today else _day(today.year + 1, month, day)
    return found if found and found - today <= FAR else None


def _read_date(match: re.Match[str], today: date) -> date | None:
    day, month, year = int(match["day"]), int(match["month"]), match["year"]
    if year is None:
        found = _read_without_year(month, day, today)
    else:
        found = _day(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    return found if found and _weekday_of(match) in {None, found.weekday()} else None


def _read_iso(match: re.Match[str], _today: date) -> date | None:
    return _day(int(match["year"]), int(match["month"]), int(match["day"]))


_READERS = ((_WRITTEN, _read_date), (_IN_WORDS, _read_date), (_WEEKDAY_DAY, _read_weekday), (_ISO, _read_iso))


def _read_later(said: str, today: date, calendar: Calendar) -> date | None:
    match = _LATER.fullmatch(said)
    if not match or not (match["after"] or match["still"]):
        return None
    n = int(match["n"])
    if match["unit"] == "ngay lam viec":
        return calendar.add_working_days(today, n)
    return today + timedelta(days=n * (7 if match["unit"] == "tuan" else 1))


def _read(said: str, today: date, calendar: Calendar | None) -> date | None:
    """Return the day that `said` (without marks) names and nothing else."""
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    for pattern, read in _READERS:
        if match := pattern.fullmatch(said):
            return read(match, today)
    return _read_later(said, today, calendar or Calendar())


def _take_part(said: str) -> tuple[str | None, str]:
    """Take the part of the day out of `said`; two of them leave what nobody can read."""
    parts = _PART.findall(said)
    return (parts[0], _tidy(_PART.sub(" ", said))) if len(parts) == 1 else (None, said)


def _tidy(said: str) -> str:
    return " ".join(said.split()).strip(" ,-–.;")


def read_day(text: str, today: date, *, calendar: Calendar | None = None) -> date | None:
    """Return the day that `text` names and nothing else; a part of the day may stand beside it. None where unsure.

    A day without a year is the next such day. `calendar` counts working days.
    """
    if (marked := _tidy(nfc(text).casefold())) in _NEAR_WITH_MARKS:
        return today + timedelta(days=_NEAR_WITH_MARKS[marked])
    _, said = _take_part(_tidy(in_known_words(bare(text))))
    return _read(said, today, calendar)


def read_instant(text: str, now: datetime, *, calendar: Calendar | None = None) -> tuple[date, time | None] | None:
    """Return the day and the hour (office time, None where no hour is said) that `text` names; None where unsure.

    "Trước" is understood only of an hour: before a day is another rule than on it.
    """
    said, today = in_known_words(bare(text)), now.astimezone(OFFICE_ZONE).date()
    clocks = list(CLOCK.finditer(said))
    if not clocks:
        day = read_day(text, today, calendar=calendar)
        return (day, None) if day else None
    part, rest = _take_part(_tidy(CLOCK.sub(" ", said)).removeprefix("truoc "))
    hour, day = clock(clocks[0], part), _read(_tidy(rest), today, calendar)
    return (day, hour) if len(clocks) == 1 and hour is not None and day else None
