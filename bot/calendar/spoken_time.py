"""Hours as people type them: 7h30, 13g30', 8 giờ 05, 2 giờ chiều; None where it isn't clear."""

from __future__ import annotations

import re
import unicodedata
from datetime import time

from bot.language.folding import nfc

PARTS = {"sang": range(12), "trua": range(10, 15), "chieu": range(12, 19), "toi": range(17, 24)}
"""Parts of the day (without marks) and the hours that belong to each."""

CLOCK = re.compile(
    r"(?<![\w/.:-])(?:(?:vao luc|luc|vao)\s+)?(?P<hour>\d{1,2})\s*"
    r"(?:(?:gio|[hg])(?:\s*(?P<minute>[0-5]\d(?!\d|[/.-]\d)|ruoi|dung))?|:(?P<minute_of_colon>[0-5]\d))"
    r"\s*(?:'|’|(?:phut|ph|p)\b)?(?![\w:])"
)
_MINUTE_WORDS = {"ruoi": "30", "dung": "00"}
_PART = re.compile(rf"(?:buoi\s+)?({'|'.join(PARTS)})")


def bare(text: str) -> str:
    """Return `text` in small letters without marks; digits and punctuation stay."""
    plain = unicodedata.normalize("NFD", nfc(text).casefold().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _hour(said: int, part: str | None) -> int | None:
    """Return the hour of the day that `said` names in a part of the day; None where the two contradict."""
    if part is None:
        return said if said < 24 else None
    return next((hour for hour in (said, said + 12) if hour in PARTS[part]), None)


def clock(match: re.Match[str], part: str | None) -> time | None:
    """Return the time that a match of CLOCK tells in a part of the day."""
    hour, minute = _hour(int(match["hour"]), part), match["minute"] or match["minute_of_colon"] or "00"
    return None if hour is None else time(hour, int(_MINUTE_WORDS.get(minute, minute)))


def read_time(text: str) -> time | None:
    """Return the hour that `text` tells and nothing else, in office time; None where it isn't sure."""
    said = bare(text)
    match = CLOCK.match(said)
    if not match:
        return None
    rest = said[match.end() :].strip()
    part = _PART.fullmatch(rest)
    return clock(match, part[1] if part else None) if part or not rest else None
