"""One process a database file: SQLite has one writer, and two bots on one token would take each other's updates."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from bot.db.engine import Database
from bot.errors import DieuPhoiError


@contextmanager
def only_process(database: Database) -> Iterator[None]:
    """Hold the file's lock; the kernel lets it go when the process ends, however it ends.

    Raises:
        DieuPhoiError: another process has it.
    """
    if database.file is None:
        yield
        return
    with database.file.with_name(f"{database.file.name}.lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DieuPhoiError("cli.second_process", file=str(database.file)) from None
        yield
