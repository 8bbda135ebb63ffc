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
    broken_off = _broken_off(file)
    try:
        with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            whole = connection.execute(WHOLE if broken_off else QUICK).fetchone()[0] == "ok"
            return whole and not (broken_off and connection.execute(DANGLING).fetchone())
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return False
        raise unreachable(error) from error


def _broken_off(file: Path) -> bool:
    """Return whether whoever wrote last was killed: a clean end empties the write-ahead log and removes it."""
    log = file.with_name(f"{file.name}-wal")
    return log.exists() and log.stat().st_size > 0
