"""The days that a reading gives, and the days and months that its text holds."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bot.plan_reader.dates import days_in
from bot.plan_reader.words import plain

_NUMBERS = re.compile(r"(\d{1,2})(?:[/.\-\s]|\s+tháng\s+|\s*(?:và|-|–)[^.]{0,20}?)+(\d{1,2})")
_VAGUE = {"month", "quarter", "none"}


def invented(text: str, found: dict[str, Any]) -> list[date]:
    """Return the days of a reading that no line of the text holds."""
    there = {pair for line in text.splitlines() for pair in _written(line)}
    return [day for day in map(date.fromisoformat, _days_of(found)) if (day.month, day.day) not in there]


def _days_of(found: dict[str, Any]) -> set[str]:
    """Return all days but those that stand for a whole month or quarter, and those moved to the plan's year."""
    days = {found["place_and_date_of_signing"]["date"], (found["refers_to"] or {}).get("date")}
    days |= {duty["deadline"]["absolute"] for duty in found["duties"] if duty["deadline"]}
    days |= {value for c in found["changes"] if c["what"] != "venue" for value in (c["old"], c["new"])}
    for session in found["sessions"]:
        if session["date_precision"] not in _VAGUE and "starts_as_written" not in session:
            days |= {session["starts"], session["ends"], *(session["window"] or [])}
    return {day[:10] for day in days if day}


def _written(line: str) -> set[tuple[int, int]]:
    return {(int(m), int(d)) for d, m in _NUMBERS.findall(line)} | {(d.month, d.day) for d in days_in(plain(line))}
