"""Answers to "what should it be?": days, windows, hours, numbers, deadlines and names as people type them.

What isn't clear is refused with a sentence that shows how to say it; nothing is guessed.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.calendar.spoken import read_day, read_instant
from bot.calendar.spoken_time import bare, read_time
from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE
from bot.errors import Refusal
from bot.language.folding import nfc

LONGEST = 2000
GROUP_MODES = ("in_person", "online", "both")
_MONTH = re.compile(r"thang\s+(\d{1,2})(?:\s*/\s*|\s+nam\s+)(\d{4})")
_QUARTER = re.compile(r"qu[yi]\s+(iii|ii|iv|i|[1-4])(?:\s*/\s*|\s+nam\s+)(\d{4})")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_FROM = re.compile(r"tu\s+(?:ngay\s+)?")
_TO = re.compile(r"\s+(?:den(?: ngay)?|toi|-)\s+|\s*[–—]\s*")
_HOURS_TO = re.compile(r"\s*(?:den|–|—|-)\s*")
_EXPECTED = re.compile(r"(?:khoang\s+|tu\s+)?(\d{1,5})(?:\s*(?:-|–|den)\s*(\d{1,5}))?(?:\s+(?:nguoi|dai bieu))?")
_DAYS_BEFORE = re.compile(
    r"(?:cham nhat\s+)?truoc\s+(\d{1,3})\s+ngay(\s+lam viec)?(?:\s+(?:to chuc|dien ra|khai mac|hoi nghi)\b.*)?"
)
_AT_THE_LATEST = re.compile(r"(?:truoc|cham nhat|den het|han)\s+")


def read_words(text: str, _day: Any = None) -> str:
    """Return plain words on one line."""
    words = nfc(text)
    if not words or len(words) > LONGEST:
        raise Refusal("plans.not_words", most=LONGEST)
    return words


def read_symbol(text: str, _day: Any = None) -> str:
    """Return the number of a document, such as 58/KH-UBND."""
    number = nfc(text)
    if not re.fullmatch(r"\d{1,6}\s*/\s*[^\s/].{0,40}", number):
        raise Refusal("plans.not_a_symbol")
    return number


def read_number(text: str, _day: Any = None) -> int:
    """Return a number of people."""
    match = _EXPECTED.fullmatch(bare(text).strip())
    if not match or match[2]:
        raise Refusal("plans.not_a_number")
    return int(match[1])


def read_expected(text: str, _day: Any = None) -> dict[str, int]:
    """Return the least and the most delegates: 130, 40-60, khoảng 130 người."""
    match = _EXPECTED.fullmatch(bare(text).strip())
    if not match or (match[2] and int(match[2]) < int(match[1])):
        raise Refusal("plans.not_expected")
    return {"min": int(match[1]), "max": int(match[2] or match[1])}


def read_time_of_day(text: str, _day: Any = None) -> str:
    """Return an hour as HH:MM."""
    found = read_time(text)
    if found is None:
        raise Refusal("plans.not_a_time")
    return f"{found:%H:%M}"


def read_hours(text: str, _day: Any = None) -> tuple[str, str | None]:
    """Return when a row of the agenda begins and ends: 8h00 - 8h15, or 8h00 alone."""
    parts = _HOURS_TO.split(bare(text).strip())
    found = [read_time(part) for part in parts]
    hours = [f"{hour:%H:%M}" for hour in found if hour is not None]
    if len(hours) != len(parts) or len(hours) > 2:
        raise Refusal("plans.not_hours")
    if len(hours) == 2 and hours[1] <= hours[0]:
        raise Refusal("plans.end_before_start", start=hours[0], end=hours[1])
    return hours[0], hours[1] if len(hours) == 2 else None


def read_mode(text: str, _day: Any = None) -> str:
    """Return how a group attends: in_person, online or both; those words, as a button sends them, are taken too."""
    said = bare(text).strip()
    if said in GROUP_MODES:
        return said
    here, there = "truc tiep" in said or "in person" in said, "truc tuyen" in said or "online" in said
    if not (here or there or said == "ca hai"):
        raise Refusal("plans.not_a_mode")
    return "both" if here == there else "in_person" if here else "online"


def read_names(text: str, _day: Any = None) -> list[str]:
    """Return names of units, one a line or parted by ";" (names hold commas themselves), each once."""
    found = list(dict.fromkeys(nfc(part).strip(" .-") for part in re.split(r"[;\n]", text)))
    found = [name for name in found if name]
    if not found or any(len(name) > 300 for name in found):
        raise Refusal("plans.not_names")
    return found


def read_written_window(text: str, today: date, calendar: Calendar) -> tuple[list[str], str]:
    """Return the first and last possible day, and how exact that is: a day, two days, a month or a quarter."""
    said = bare(text).strip()
    if (match := _MONTH.fullmatch(said)) and 1 <= int(match[1]) <= 12:
        return _months(int(match[2]), int(match[1]), 1), "month"
    if match := _QUARTER.fullmatch(said):
        quarter = _QUARTERS.get(match[1]) or int(match[1])
        return _months(int(match[2]), 3 * quarter - 2, 3), "quarter"
    parts = _TO.split(_FROM.sub("", said, count=1)) if _TO.search(said) else [text]
    days = [read_day(part, today, calendar=calendar) for part in parts]
    known = [day for day in days if day is not None]
    if len(known) != len(parts) or len(known) > 2:
        raise Refusal("plans.not_a_day")
    return _window(known[0], known[-1])


def _window(first: date, last: date) -> tuple[list[str], str]:
    if last < first:
        raise Refusal("plans.not_a_day")
    precision = "day" if first == last else "week" if last - first < timedelta(days=7) else "none"
    return [first.isoformat(), last.isoformat()], precision


def _months(year: int, month: int, count: int) -> list[str]:
    """Return the first and last day of `count` months from `month`."""
    if not 2000 <= year < 2100:
        raise Refusal("plans.not_a_day")
    past = year * 12 + month - 1 + count
    after = date(past // 12, past % 12 + 1, 1)
    return [date(year, month, 1).isoformat(), (after - timedelta(days=1)).isoformat()]


def read_deadline(text: str, today: date, calendar: Calendar) -> dict[str, Any]:
    """Return the facts of a deadline: 20/11/2026 · trước [16h] ngày 20/11/2026 · trước 5 ngày [làm việc]."""
    said = bare(text).strip()
    if match := _DAYS_BEFORE.fullmatch(said):
        return _deadline(None, None, days=int(match[1]), working=bool(match[2]), before=True)
    before = said.startswith("truoc ")
    found = read_instant(_AT_THE_LATEST.sub("", said, count=1), _noon(today), calendar=calendar)
    if found is None:
        raise Refusal("plans.not_a_deadline")
    return _deadline(found[0], found[1], days=None, working=False, before=before)


def _noon(day: date) -> datetime:
    """Return noon of a day in the office: the instant against which days without a year are read."""
    return datetime.combine(day, time(12), OFFICE_ZONE)


def _deadline(day: date | None, hour: time | None, *, days: int | None, working: bool, before: bool) -> dict[str, Any]:
    """Return the facts of a duty that tell its deadline; the plan's own words hold no more."""
    on = day.isoformat() if day else None
    return {
        "deadline": {"absolute": on, "relative_days_before_event": days, "before": before},
        "deadline_words": None,
        "deadline_hour": f"{hour:%H:%M}" if hour else None,
        "deadline_working_days": working,
    }
