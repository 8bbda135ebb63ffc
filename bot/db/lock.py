"""What a start holds: one process a database file (SQLite has one writer), closed to other users of the machine; one
process that changes the schema of a server.
"""

from __future__ import annotations

import fcntl
import os
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


def own(database: Database) -> None:
    """Close an SQLite file to other users of the machine: it holds names and numbers. Its log and index follow it.

    Raises:
        DieuPhoiError: the file is another user's.
    """
    if database.file is None:
        return
    try:
        os.close(os.open(database.file, os.O_CREAT | os.O_RDWR, 0o600))
        for file in (database.file, *database.file.parent.glob(f"{database.file.name}-*")):
            file.chmod(0o600)
    except OSError as error:
        raise unreachable(error) from error


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
