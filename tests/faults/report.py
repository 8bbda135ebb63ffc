"""Tables for people: two or more columns, as wide as they need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(title: str, rows: Iterable[Sequence[object]]) -> str:
    """Return `rows` under `title`, the columns one below the other."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    lines = [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells
    ]
    return "\n".join((title, *lines, ""))
