"""Whether an SQLite file is sound enough to be served: a look at every page before anything is read from it."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from pathlib import Path

from bot.db.engine import Database
from bot.errors import DieuPhoiError


async def sound(database: Database) -> None:
    """Make sure that the database may be served.

    `PRAGMA quick_check` finds pages out of shape and values out of order; a changed letter inside a value it can't.

    Raises:
        DieuPhoiError: the file is damaged.
    """
    if database.file is not None and database.file.exists() and not await asyncio.to_thread(_sound, database.file):
        raise DieuPhoiError("copies.live_damaged", file=str(database.file))


def _sound(file: Path) -> bool:
    try:
        with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return False
        raise
