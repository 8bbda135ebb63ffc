"""Reading a sent table in a child process (see `bot.confined`)."""

from __future__ import annotations

import json
import sys
from datetime import date

from bot.confined import ChildDied, Limits, confined, serve
from bot.documents.sheet_in import Cell, Sheet, read_sheet
from bot.errors import Unreadable

LIMITS = Limits(seconds=30, cpu=10)


async def read_sheet_apart(data: bytes, *, limits: Limits = LIMITS) -> Sheet:
    """Return `read_sheet(data)` as a child process reads it.

    Raises:
        Unreadable: as `read_sheet` does; registry.bomb after the time, registry.not_xlsx where the child died.
    """
    try:
        rows = json.loads(await confined("bot.documents.sheet_child", data, limits))
    except TimeoutError:
        raise Unreadable("registry.bomb") from None
    except ChildDied as death:
        raise Unreadable("registry.not_xlsx") from death
    return Sheet([(number, [_cell(cell) for cell in cells]) for number, cells in rows])


def _cell(cell: str | list[int]) -> Cell:
    return cell if isinstance(cell, str) else date(*cell)


def _rows(data: bytes) -> bytes:
    """Return the rows as JSON; a date is a list of year, month, day."""
    rows = [
        [number, [[c.year, c.month, c.day] if isinstance(c, date) else c for c in cells]]
        for number, cells in read_sheet(data).rows
    ]
    return json.dumps(rows).encode()


if __name__ == "__main__":
    sys.exit(serve(_rows))
