"""Blocks: what any document comes down to before its meaning is looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.language.folding import nfc

MAX_CHARACTERS = 6000
"""A longer paragraph is cut: no line of a plan is that long, and rules that look at it stay quick."""
MAX_BLOCKS = 20_000
_LINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,300})>")


@dataclass(frozen=True)
class Place:
    """Where a thing stands: `line` counts paragraphs and rows from 1, `page` from 1 (pdf), `cell` is row:column."""

    line: int
    page: int | None = None
    cell: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, one list item or one heading; the text is NFC with single spaces, the marker still in it."""

    text: str
    place: Place


@dataclass(frozen=True)
class Row:
    """A row of a table; every row of one table has as many cells as its widest."""

    cells: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Table:
    """A table with content (tables that only lay out the head or the signature are paragraphs already)."""

    rows: tuple[Row, ...]
    place: Place


Block = Paragraph | Table


def clean(text: str) -> str:
    """Return `text` in NFC on one line, cut to a sane length."""
    return nfc(_LINK.sub(r"\1", text[: 2 * MAX_CHARACTERS]))[:MAX_CHARACTERS]


def table(rows: list[tuple[list[str], Place]]) -> Table | None:
    """Return a table of cleaned cells of equal width, None when nothing stands in it."""
    cleaned = [([clean(cell) for cell in cells], place) for cells, place in rows]
    kept = [(cells, place) for cells, place in cleaned if any(cells)]
    if not kept:
        return None
    width = max(len(cells) for cells, _ in kept)
    made = tuple(Row(tuple(cells + [""] * (width - len(cells))), place) for cells, place in kept)
    return Table(made, made[0].place)


def numbered(blocks: list[Block]) -> list[Block]:
    """Return the blocks with their places counted through from line 1."""
    line = 0
    out: list[Block] = []
    for block in blocks[:MAX_BLOCKS]:
        if isinstance(block, Paragraph):
            line += 1
            out.append(replace(block, place=replace(block.place, line=line)))
            continue
        rows = []
        for row in block.rows:
            line += 1
            rows.append(replace(row, place=replace(row.place, line=line)))
        out.append(Table(tuple(rows), rows[0].place))
    return out
