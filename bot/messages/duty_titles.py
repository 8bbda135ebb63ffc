"""A duty on one line of a list, where its deadline stands beside it."""

from __future__ import annotations

import re

from bot.messages.base import clip
from bot.plan_reader.deadlines import deadlines_in
from bot.plan_reader.words import plain

_LEADS_UP = re.compile(r"[\s,;:.(–-]*(?:\b(?:va\s+)?(?:hoan thanh|thuc hien xong|xong)\b)?[\s,;:.(–-]*$")
_CLOSES = re.compile(
    r"(?:\s*\b(?:to chuc|dien ra|khai mac|ngay|hoi nghi|hoi thao|toa dam|dai hoi|cuoc hop|le|su kien))*[\s.;,)/]*"
)
FEWEST_WORDS = 3


def duty_title(text: str, length: int) -> str:
    """Return what is to be done, cut to `length` characters, without a deadline at its end: that is said beside it.

    The sentence of the plan itself stands whole on the card of the duty.
    """
    return clip(_without_deadline(text), length)


def _without_deadline(text: str) -> str:
    found = deadlines_in(text, signed=None, year=2000)  # which year doesn't matter: only where it stands
    flat = plain(text)
    if not found or not _CLOSES.fullmatch(flat, found[-1].end):
        return text
    act = _LEADS_UP.search(flat[: found[-1].start])
    rest = text[: act.start()] if act else text
    return rest if len(rest.split()) >= FEWEST_WORDS else text
