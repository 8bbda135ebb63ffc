"""Which lines of a page are one paragraph, by their words and by where they stand."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.plan_reader.sources.layout import lays_out
from bot.plan_reader.sources.page import Line
from bot.plan_reader.sources.wrapped import ITEM

_SHORTEST_TITLE = 7
"""Characters of "KẾ HOẠCH", "GIẤY MỜI" and the like at least."""
_BODY = re.compile(r"Kính gửi")
_APART = 1.2
"""Of the pitch of lines: beyond stands another paragraph."""
_OPEN = re.compile(r"(?:[-–,]|\b(?:VÀ|CỦA|TỈNH|THÀNH PHỐ|HUYỆN|XÃ|PHƯỜNG))$")
"""How the name of a body ends that goes on in the next line of its column."""
_YEARS = re.compile(r"\b(?:19|20)\d\d [-–] (?:19|20)\d\d[.,;]?$")
_END = re.compile(r"[.;:!?…/]\s*$")


@dataclass(frozen=True)
class Measures:
    """The right margin of the document, and the pitch of lines on a page by the size of their font, in points."""

    margin: float
    pitches: Mapping[int, float]

    def full(self, last: Line, line: Line) -> bool:
        """Tell whether the first word of `line` had no room after `last`."""
        return last.right + 0.2 * last.size + line.first > self.margin - 1

    def apart(self, last: Line, line: Line) -> bool:
        """Tell whether a gap parts the lines (of one page and column)."""
        return line.y - last.y > _APART * self.pitches.get(round(line.size), math.inf)


def pitches(lines: Sequence[Line]) -> dict[int, float]:
    """Return by how many points a line stands below the one before it in its paragraph: the closest tenth do."""
    steps: defaultdict[int, list[float]] = defaultdict(list)
    for a, b in pairwise(lines):
        if 0.8 * a.size < b.y - a.y < 3 * a.size:
            steps[round(b.size)].append(b.y - a.y)
    return {size: sorted(found)[len(found) // 10] for size, found in steps.items()}


def ends_the_head(line: Line) -> bool:
    """Tell whether the text begins here, though what follows may be as narrow as a column of the head."""
    return _BODY.match(line.text) is not None


def carries_on(text: str, last: Line, line: Line, measures: Measures) -> bool:
    """Tell whether `line` goes on with the paragraph `text`, whose last line is `last`.

    It does when its first word had no room on the line before, or when it starts small after no full stop. A dash at
    the start is an item unless a bracket is open: "(qua Trung tâm Tin học | – Công báo)".
    """
    if measures.apart(last, line):
        return False
    if _YEARS.search(f"{last.text} {line.text}"):
        return True
    if ITEM.match(line.text):
        return text.count("(") > text.count(")") and line.text[:1] in "–—-" and measures.full(last, line)
    if ends_the_head(line) or (_is_title(line.text) and not _is_title(last.text)):
        return False
    if _names_a_body(last, line):
        return True
    if line.text[:1].islower():
        return not _END.search(text) or measures.full(last, line)
    return measures.full(last, line) and not lays_out([line.text])


def _is_title(text: str) -> bool:
    return text.isupper() and len(text) >= _SHORTEST_TITLE and " " in text


def _names_a_body(last: Line, line: Line) -> bool:
    """The last words of a body's name had no room in its narrow column: a lone word, or what must follow an "AND"."""
    below = line.y > last.y and last.text.isupper() and line.text.isupper()
    return below and (line.text.isalpha() or _OPEN.search(last.text) is not None)
