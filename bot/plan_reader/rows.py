"""Tables with a head row: which column holds what, and rows that a page break tore apart put together."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.plan_reader.blocks import Row, Table
from bot.plan_reader.words import plain

_HEAD_ROWS = 3


def columns(table: Table, wanted: dict[str, re.Pattern[str]]) -> tuple[dict[str, int], int] | None:
    """Return the columns by name, each by the first head cell that its pattern matches, and the number of head rows.

    None when no row among the first three names at least two of them.
    """
    for i, row in enumerate(table.rows[:_HEAD_ROWS]):
        cells = [plain(cell) for cell in row.cells]
        found: dict[str, int] = {}
        for name, pattern in wanted.items():
            at = next(
                (
                    c
                    for c, cell in enumerate(cells)
                    if c not in found.values() and len(cell) < 80 and pattern.search(cell)
                ),
                None,
            )
            if at is not None:
                found[name] = at
        if len(found) >= 2:
            return found, i + 1
    return None


def whole(rows: tuple[Row, ...], anchors: list[int]) -> list[tuple[Row, bool]]:
    """Return the rows with torn ones joined, and whether each was torn.

    `anchors` are the columns that start a row (number, time, count): a row with none of them filled, or with nothing
    but the end of one, goes on from the row before when a page breaks there or when it starts small.
    """
    out: list[tuple[Row, bool]] = []
    for row in rows:
        if out and _goes_on(out[-1][0], row, anchors):
            cells = tuple(f"{a} {b}".strip() for a, b in zip(out[-1][0].cells, row.cells, strict=True))
            out[-1] = (replace(out[-1][0], cells=cells), True)
        else:
            out.append((row, False))
    return out


def _goes_on(before: Row, row: Row, anchors: list[int]) -> bool:
    texts = [cell for i, cell in enumerate(row.cells) if cell and i not in anchors]
    marks = [cell for i, cell in enumerate(row.cells) if cell and i in anchors]
    if texts and marks:
        return False
    if marks:
        return (
            all(not row.cells[i] or before.cells[i] for i in anchors)
            and all(len(m) < 12 for m in marks)
            and row.cells[0] == ""
        )
    new_page = row.place.page is not None and row.place.page != before.place.page
    return new_page or all(text[:1].islower() or not text[:1].isalpha() for text in texts)
