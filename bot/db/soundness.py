"""Whether an SQLite file is sound enough to be served: a look at every page before anything is read from it."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from pathlib import Path

from bot.db.engine import Database
from bot.db.reach import unreachable
from bot.errors import DieuPhoiError

WHOLE = "PRAGMA integrity_check(1)"
QUICK = "PRAGMA quick_check(1)"
"""Compares no index with its table, which takes six times as long."""
DANGLING = "PRAGMA foreign_key_check"


async def sound(database: Database) -> None:
    """Make sure that the database may be served.

    Every start looks for pages out of shape and values out of order. Where the last end was no clean one, every index
    is compared with its table and every reference followed too. A changed letter that no index covers neither finds.

    Raises:
        DieuPhoiError: the file is damaged, or can't be opened.
    """
    if database.file is not None and database.file.exists() and not await asyncio.to_thread(_sound, database.file):
        raise DieuPhoiError("copies.live_damaged", file=str(database.file))


def _sound(file: Path) -> bool:
    half_written = _left(file, "journal")
    broken_off = half_written or _left(file, "wal")
    mode = "rw" if half_written else "ro"  # to read is to undo first what was broken off before the log was on
    try:
        with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True)) as connection:
            whole = connection.execute(WHOLE if broken_off else QUICK).fetchone()[0] == "ok"
            return whole and not (broken_off and connection.execute(DANGLING).fetchone())
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return False
        raise unreachable(error) from error


def _left(file: Path, kind: str) -> bool:
    """Return whether whoever wrote last was killed: a clean end empties its log or journal and removes it."""
    beside = file.with_name(f"{file.name}-{kind}")
    return beside.exists() and beside.stat().st_size > 0
