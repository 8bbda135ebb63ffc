"""A page of a PDF as characters and ruled lines, y counted downwards from its top, in points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_THIN = 3.0
_LONG = 8.0

_COLUMN_GAP = 0.7
"""Font sizes between the columns of a letterhead, which stand close; its words stand as close as in any line."""
_MOTTO = re.compile("CỘNGHÒAXÃHỘI|CỘNGHOÀXÃHỘI|Độclập[-–]|ĐẢNGCỘNGSẢNVIỆTNAM")


@dataclass(frozen=True)
class Glyph:
    """A character: its left and right edge, its baseline and the size of its font."""

    character: str
    left: float
    right: float
    y: float
    size: float


@dataclass(frozen=True)
class Rule:
    """A drawn path by its box; thin ones are lines of tables."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """A line from left to right."""
        return self.bottom - self.top <= _THIN and self.right - self.left > _LONG

    @property
    def vertical(self) -> bool:
        """A line from top to bottom."""
        return self.right - self.left <= _THIN and self.bottom - self.top > _LONG

    @property
    def thin(self) -> bool:
        """A line, no box or drawing."""
        return self.horizontal or self.vertical


@dataclass(frozen=True)
class Page:
    """One page; `number` counts from 1."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]


def page_of(sheet: Sequence[Any]) -> Page:
    """Return a page from its values as JSON keeps them (dataclasses.astuple)."""
    number, width, height, glyphs, rules = sheet
    return Page(number, width, height, [Glyph(*glyph) for glyph in glyphs], [Rule(*rule) for rule in rules])


@dataclass(frozen=True)
class Line:
    """A run of text on one baseline without a wide gap; `first` is the width of its first word."""

    text: str
    left: float
    right: float
    y: float
    size: float
    first: float


def lines_of(glyphs: list[Glyph], gap: float = 2.5) -> list[Line]:
    """Return the lines from top to bottom and left to right; a gap of more than `gap` font sizes parts two lines."""
    out: list[Line] = []
    for row in _rows(glyphs):
        inked = sorted(row, key=lambda g: g.left)
        narrow = _MOTTO.search("".join(g.character for g in inked if not g.character.isspace()))
        out += _parted(inked, min(gap, _COLUMN_GAP) if narrow else gap)
    return out


def _parted(row: list[Glyph], gap: float) -> list[Line]:
    out: list[Line] = []
    run: list[Glyph] = []
    for glyph in row:
        seen = [g for g in run[-8:] if not g.character.isspace()]
        if seen and not glyph.character.isspace() and glyph.left - seen[-1].right > gap * glyph.size:
            out += _line(run)
            run = []
        run.append(glyph)
    return out + _line(run)


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.y):
        if rows and glyph.y - rows[-1][0].y <= 0.4 * glyph.size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _line(run: list[Glyph]) -> list[Line]:
    """Spell a run out, with a space where the file draws none but leaves room for one."""
    text, last = "", None
    for glyph in run:
        if last is not None and glyph.left - last.right > 0.22 * glyph.size:
            text += " "
        text += " " if glyph.character.isspace() else glyph.character
        last = glyph
    words = text.split()
    inked = [g for g in run if not g.character.isspace()]
    if not words or not inked:
        return []
    first = inked[min(len(words[0]), len(inked)) - 1].right - inked[0].left
    return [Line(" ".join(words), inked[0].left, inked[-1].right, inked[0].y, inked[0].size, first)]
