"""Reading a sent table in a child process (see `bot.confined`)."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

from bot.confined import confined, serve
from bot.documents.sheet_in import Cell, Sheet, read_sheet

SECONDS = 10.0


async def read_sheet_apart(data: bytes, *, seconds: float = SECONDS) -> Sheet:
    """Return `read_sheet(data)` as a child process reads it.

    Raises:
        Unreadable: as `read_sheet` does; registry.bomb after `seconds`, registry.not_xlsx where the child died.
    """
    rows = await confined(
        "bot.documents.sheet_child", data, seconds=seconds, broken="registry.not_xlsx", slow="registry.bomb"
    )
    return Sheet([(number, [_cell(cell) for cell in cells]) for number, cells in rows])


def _cell(cell: str | list[int]) -> Cell:
    return cell if isinstance(cell, str) else date(*cell)


def _rows(data: bytes) -> list[Any]:
    """Return the rows as JSON holds them; a date is a list of year, month, day."""
    return [
        [number, [[c.year, c.month, c.day] if isinstance(c, date) else c for c in cells]]
        for number, cells in read_sheet(data).rows
    ]


if __name__ == "__main__":
    sys.exit(serve(_rows, int(sys.argv[1])))
