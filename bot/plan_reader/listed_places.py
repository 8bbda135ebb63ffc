"""Lists of places under one head: "UBND các phường: A, B và C" names three committees."""

from __future__ import annotations

import re

from bot.plan_reader.lexicon import HEADS
from bot.plan_reader.words import cased

_PLACE = r"(?:<A>[\w']*(?:[ -]<A>[\w']*){0,4}|\d{1,2})(?=\s*(?:[,;.)]|$|và\s))"
_LIST = re.compile(
    cased(
        rf"(?P<head>(?:{HEADS})(?!\w)[^,;:.()]{{0,60}}?\s+)?"
        r"[Cc]ác\s+(?P<area>xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh)(?P<colon>\s*:)?\s+"
        rf"(?P<names>{_PLACE}(?:\s*(?:,|;|\s+và)\s+{_PLACE}){{1,60}})"
    )
)
_PARTING = re.compile(r"\s*(?:,|;|\s+và)\s+")


def spelled_out(text: str) -> str:
    """Return `text` with each place of such a list under a head of its own; other text comes back as it is."""
    return _LIST.sub(_each, text)


def colons_of_lists(text: str) -> set[int]:
    """Return where the colons of such lists stand: they part no names."""
    return {found.start("colon") + len(found["colon"]) - 1 for found in _LIST.finditer(text) if found["colon"]}


def _each(found: re.Match[str]) -> str:
    head = found["head"] or ""
    return ", ".join(f"{head}{found['area']} {place}" for place in _PARTING.split(found["names"]))
