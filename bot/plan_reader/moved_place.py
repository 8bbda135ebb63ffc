"""A place that a sentence moves: "chuyển địa điểm từ Phòng họp A sang Hội trường B"."""

from __future__ import annotations

import re

from bot.plan_reader.words import cased, trim

_NAME = r"(?:<A>|phòng họp|hội trường)[^.;:()]{2,160}?"
_MOVED = re.compile(
    cased(
        rf"(?:[Đđ]ịa điểm|nơi)\s[^.;:]{{0,60}}?(?:\btừ\s+(?P<old>{_NAME})\s+)?(?:\bsang|\bvề|\bđến|\bthành|"
        rf"\btới)\s*:?\s+"
        rf"(?P<new>{_NAME})(?=[.;()]|$|,\s+(?:thời gian|các nội dung|nội dung)|\s+(?:và|do|vì|để)\s)"
    )
)


def moved_place(texts: list[str]) -> tuple[str | None, str | None]:
    """Return the place before and the place now, as the first sentence that moves one says; None where it is unsaid."""
    found = next((m for text in texts if (m := _MOVED.search(text))), None)
    if found is None:
        return None, None
    return trim(found["old"]) if found["old"] else None, trim(found["new"])
