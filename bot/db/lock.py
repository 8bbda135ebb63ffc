"""Locks of a start: one process a database file (SQLite has one writer), one that changes the schema of a server."""

from __future__ import annotations

import fcntl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TextIO

from bot.db.engine import Database
from bot.db.reach import unreachable
from bot.errors import DieuPhoiError

UPGRADE = 0x6469_6576
"""Names the lock among the advisory locks of a PostgreSQL database; beside that of `bot.db.elected`."""
PATIENCE = 600.0
"""Seconds that another process may take to bring the schema up to date."""


@contextmanager
def only_process(database: Database) -> Iterator[None]:
    """Hold the file's lock; the kernel lets it go when the process ends, however it ends.

    Raises:
        DieuPhoiError: another process has it, or there is no right to write there.
    """
    if database.file is None:
        yield
        return
    with _opened(database.file.with_name(f"{database.file.name}.lock")) as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DieuPhoiError("cli.second_process", file=str(database.file)) from None
        yield


def _opened(file: Path) -> TextIO:
    try:
        return file.open("w")
    except OSError as error:
        raise unreachable(error) from error


@asynccontextmanager
async def only_upgrade(database: Database) -> AsyncIterator[None]:
    """Wait until no other process changes the schema, and hold the right to; an SQLite file has one process anyway."""
    if database.dialect == "sqlite":
        yield
        return
    connection = await database.direct(patience=PATIENCE)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", UPGRADE)
        yield
    finally:
        await connection.close()
