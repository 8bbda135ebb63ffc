"""Hours as plans write them: 07h30', 7 giờ 30, 13g30, 13:30 – 14:00, 8 giờ tối."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

_HOUR = re.compile(
    r"(?<![\d/.,:])(\d{1,2})\s*(?:(?:gio|h|g)(?![a-z])\s*(?:(\d{1,2})(?!\d)\s*(?:phut|p(?![a-z])|"
    r"')?)?|:\s?(\d{2})(?!\d|:\d))\s*(dung|sang|chieu|toi|trua)?"
)
_LASTS = re.compile(
    r"\b(?:trong(?: khoang)?(?: thoi gian)? |thoi luong:? )?\d{1,2} ?(?:gio|h)(?=,? \(?(?:bat "
    r"dau |ke )?(?:tu|luc|vao)\b)|"
    r"\b(?:trong(?: khoang)?(?: thoi gian)?|thoi luong:?) \d{1,2} ?(?:gio|h)\b(?! ?\d)"
)
"""How long it lasts, no hour of the day: "02 giờ, bắt đầu từ 19 giờ 30", "trong 03 giờ"."""
_DOTTED = re.compile(r"(?<![\d/.,:])(\d{1,2})\.(\d{2})(?![\d./])()()")
_DOTTED_SPAN = re.compile(r"\b(?:tu|luc) \d{1,2}\.\d{2}(?![\d./])(?: (?:den|-) \d{1,2}\.\d{2}(?![\d./]))?")
"""With a dot only where words make it an hour: "từ 07.30 đến 11.30"."""
_BETWEEN = re.compile(r"\s*(?:phut)?\s*(?:-|den|toi|~)\s*(?:khoang\s+)?$")
_BOTH_HALVES = re.compile(r"\bsang\b[^.]{0,60}?\d.{0,80}?\bchieu\b(?=.{0,20}\d)")
_HALVES = (
    ("morning", re.compile(r"\bbuoi sang\b|\bsang\b(?! tao| kien| lap)")),
    ("afternoon", re.compile(r"\bbuoi chieu\b|\bchieu\b(?! sinh| theo| dai| rong| cao)")),
)


@dataclass(frozen=True)
class Hour:
    """An hour that stands in a text at start:end."""

    at: time
    start: int
    end: int


def hours_in(text: str, *, dotted: bool = False) -> list[Hour]:
    """Return the hours of a plain text in order; with `dotted` also 13.30 (only for cells that hold hours alone)."""
    text = _LASTS.sub(lambda m: " " * len(m[0]), text)
    found = [hour for m in _HOUR.finditer(text) if (hour := _hour(m))]
    spans = [] if dotted else [m.span() for m in _DOTTED_SPAN.finditer(text)]
    points = (m for m in _DOTTED.finditer(text) if dotted or any(a <= m.start() < b for a, b in spans))
    return found or [hour for m in points if (hour := _hour(m))]


def _hour(found: re.Match[str]) -> Hour | None:
    hour, minute = int(found[1]), int(found[2] or found[3] or 0)
    if found[4] in {"chieu", "toi"} and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        return None
    return Hour(time(hour, minute), found.start(), found.end())


def span_of(text: str, *, dotted: bool = False) -> tuple[time | None, time | None]:
    """Return first and last hour of a plain text such as "7h30 - 9h00"; the last is None when only one stands there."""
    hours = hours_in(text, dotted=dotted)
    if not hours:
        return None, None
    if len(hours) > 1 and _BETWEEN.search(text[hours[0].end : hours[1].start]) and hours[1].at > hours[0].at:
        return hours[0].at, hours[1].at
    return hours[0].at, None


def day_span_of(text: str) -> tuple[time | None, time | None]:
    """Return first and last hour of a plain text over both halves of a day: "Sáng: từ 8g đến 11g; chiều: từ 13g"."""
    start, end = span_of(text)
    if both := _BOTH_HALVES.search(text):
        return start, span_of(text[both.end() :])[1]
    return start, end


def half_day_of(at: time) -> str:
    """Return the half of the day that an hour lies in."""
    return "morning" if at.hour < 12 else "afternoon"


def half_day_in(text: str) -> str | None:
    """Return the half day that a plain text names, None when it names none or both."""
    named = [name for name, pattern in _HALVES if pattern.search(text)]
    return named[0] if len(named) == 1 else None


def spelled(at: time | None) -> str | None:
    """Return HH:MM."""
    return at.strftime("%H:%M") if at else None
