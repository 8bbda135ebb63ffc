"""Tables that a copy flattened to one cell a line, put together again where the lines tell it beyond doubt."""

from __future__ import annotations

import re

from bot.plan_reader.blocks import Block, Paragraph, Table, table
from bot.plan_reader.markers import Rank, marker_of
from bot.plan_reader.words import plain

_NUMBER = re.compile(r"(?:so )?s?tt\.?")
_TIME = re.compile(r"thoi gian|thoi han|han ")
_WIDEST = 7


def put_together(blocks: list[Block]) -> list[Block]:
    """Return the blocks with a table for each run "TT / Thời gian / Nội dung / 1 / 7h00 / Đón tiếp / 2 / …"."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        found = _table_at(blocks, i)
        out.append(found[0] if found else blocks[i])
        i += found[1] if found else 1
    return out


def _text(blocks: list[Block], i: int) -> str | None:
    block = blocks[i] if i < len(blocks) else None
    return block.text.strip() if isinstance(block, Paragraph) else None


def _table_at(blocks: list[Block], start: int) -> tuple[Table, int] | None:
    """Return the table that begins with its head at `start` and how many blocks it takes; None when it isn't one."""
    if not _NUMBER.fullmatch(plain(_text(blocks, start) or "")):
        return None
    texts = [_text(blocks, i) for i in range(start, start + _WIDEST + 1)]
    width = texts.index("1") if "1" in texts else 0
    head = [text or "" for text in texts[:width]]
    rows, end = _rows(blocks, start + width, width)
    found = table([(cells, blocks[at].place) for cells, at in [(head, start), *rows]])
    return (found, end - start) if found and _is_regular(head, [cells for cells, _ in rows]) else None


def _rows(blocks: list[Block], at: int, width: int) -> tuple[list[tuple[list[str], int]], int]:
    """Return the rows from `at` on, each with where it begins, and where they end; a row may lack its last cells."""
    rows: list[tuple[list[str], int]] = []
    while _text(blocks, at) == str(len(rows) + 1):
        number, follows = str(len(rows) + 1), str(len(rows) + 2)
        cells = [number]
        while len(cells) < width and (cell := _text(blocks, at + len(cells))) and cell != follows:
            if marker_of(cell)[0] < Rank.LETTER:
                break
            cells.append(cell)
        rows.append((cells, at))
        at += len(cells)
    return rows, at


def _is_regular(head: list[str], rows: list[list[str]]) -> bool:
    """Most rows are full, each has its item, and what stands under the time is a time."""
    full = sum(len(cells) == len(head) for cells in rows)
    times = [i for i, cell in enumerate(head) if _TIME.search(plain(cell))]
    told = all(any(c.isdigit() for c in cells[i]) for cells in rows for i in times if i < len(cells))
    return len(rows) > 1 and full * 2 >= len(rows) and told and all(len(cells) > 2 for cells in rows)
