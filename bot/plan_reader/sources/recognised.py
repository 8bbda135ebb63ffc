"""What tesseract recognised on a page (TSV), as characters by their places: from here on a scan is as any PDF."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from bot.plan_reader.sources.page import Glyph

_WORD = "5"
_COLUMNS = 12
_LEAST_SURE = 15.0
"""Of 100: what is below is no word."""
_SPECK = re.compile(r"[|¦_]+|[.,'`\"“”‘’~]")
"""What is left of a ruled line, or a fly on the glass."""
MOST_WORDS = 5000


@dataclass(frozen=True)
class Word:
    """A recognised word in its box (pixels), how sure (0 to 100), and the line that it stands in."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    sure: float
    line: tuple[str, ...]


def words_of(tsv: str) -> list[Word]:
    """Return the words of tesseract's TSV.

    Its columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
    """
    rows = (row.split("\t") for row in tsv.splitlines()[1:])
    found = (_word(row) for row in rows if len(row) == _COLUMNS and row[0] == _WORD)
    return [word for word in found if word.text and not _is_speck(word)][:MOST_WORDS]


def _word(row: list[str]) -> Word:
    left, top, width, height = map(int, row[6:10])
    return Word(row[11].strip(), left, top, left + width, top + height, float(row[10]), tuple(row[2:5]))


def _is_speck(word: Word) -> bool:
    return word.sure < _LEAST_SURE or _SPECK.fullmatch(word.text) is not None


def glyphs_of(words: list[Word], dots: float) -> list[Glyph]:
    """Return the characters in points, spread evenly over their words; `dots` are pixels an inch."""
    lines: defaultdict[tuple[str, ...], list[Word]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    scale = 72 / dots
    heights = [max(w.bottom for w in line) - min(w.top for w in line) for line in lines.values()]
    size = median(heights) * scale if heights else 12.0
    return [glyph for line in lines.values() for glyph in _line(line, size, scale)]


def _line(line: list[Word], size: float, scale: float) -> Iterator[Glyph]:
    y = median(word.bottom for word in line) * scale
    for word in line:
        step = (word.right - word.left) * scale / len(word.text)
        for i, character in enumerate(word.text):
            left = word.left * scale + i * step
            yield Glyph(character, left, left + step, y, size)
        yield Glyph(" ", word.right * scale, word.right * scale, y, size)
