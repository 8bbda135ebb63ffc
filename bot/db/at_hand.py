"""SQLite's writer at hand: its statements run where they stand, in the event loop, as plain calls of the library.

A visit to another thread costs more than what SQLite does for a statement, and so does SQLAlchemy's switch to a
greenlet that could wait (docs/decisions/0013). What waits for the disk (COMMIT) or for another process, or writes many
rows, still leaves the loop free: it is done in the connection's thread where the caller came by a way that can wait.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.util.concurrency import await_, in_greenlet

PATIENCE = 10_000
"""Milliseconds for which a statement waits for another process (PRAGMA busy_timeout)."""
MANY = 500
"""Rows of one statement from which on they are written in the thread."""


class Writer(sqlite3.Connection):
    """The one connection that writes, to `file`; it has `busy_timeout=0`, so that the loop never waits."""

    def __init__(self, file: str) -> None:
        super().__init__(file, isolation_level=None, check_same_thread=False)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")

    def cursor(self, *_kind: Any) -> Any:
        """Return a cursor; nothing is done yet."""
        return Cursor(self)

    def commit(self) -> None:
        """Commit, if there is anything to, and wait for the disk in the thread."""
        if self.in_transaction:
            self.visit(super().commit)

    def rollback(self) -> None:
        """Roll back, if there is anything to: the pool asks for it after every commit.

        In the thread: a commit whose caller was cancelled may still be under way there, and is waited for.
        """
        if self.in_transaction and in_greenlet():
            self.visit(super().rollback)
        elif self.in_transaction:
            self._thread.submit(super().rollback).result()

    def close(self) -> None:
        """End the thread and close."""
        self._thread.shutdown()
        super().close()

    terminate = close

    def visit(self, act: Callable[..., Any], *arguments: Any) -> Any:
        """Do `act` in the thread where the caller can wait for it, else here."""
        if in_greenlet():
            return await_(asyncio.get_running_loop().run_in_executor(self._thread, act, *arguments))
        return act(*arguments)


class Cursor:
    """A cursor of the writer. Rows are fetched at once, so that nothing that is half read outlives a commit."""

    arraysize = 1

    def __init__(self, connection: Writer) -> None:
        self._connection = connection
        self._rows: Iterator[Any] = iter(())
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    def execute(self, sql: str, parameters: Any = ()) -> None:
        """Run one statement; where another process holds the file, wait for it in the thread.

        Only the first of a transaction can find it held (BEGIN IMMEDIATE), and `Transactions` begins where it can wait.
        """
        try:
            self._run(self._connection.execute, sql, parameters)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or not in_greenlet():
                raise
            self._connection.visit(self._wait, sql, parameters)
        else:
            if in_greenlet():
                await_(_nothing())

    def executemany(self, sql: str, parameters: Any) -> None:
        """Run one statement with each of the parameters."""
        self._connection.visit(self._run, self._connection.executemany, sql, parameters)

    def fetchone(self) -> Any:
        """Return the next row, None after the last."""
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[Any]:
        """Return the next rows."""
        return list(islice(self._rows, size))

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        return list(self._rows)

    def close(self) -> None:
        """Forget the rows that are left."""
        self._rows = iter(())

    async def _async_soft_close(self) -> None:
        """Keep the rows that are left: SQLAlchemy calls this when it has begun to read a result."""

    def _run(self, call: Callable[..., sqlite3.Cursor], sql: str, parameters: Any) -> None:
        cursor = call(sql, parameters)
        self.description, self.lastrowid = cursor.description, cursor.lastrowid
        self._rows = iter(cursor.fetchall()) if cursor.description else iter(())
        self.rowcount = cursor.rowcount
        cursor.close()

    def _wait(self, sql: str, parameters: Any) -> None:
        self._connection.execute(f"PRAGMA busy_timeout={PATIENCE}")
        try:
            self._run(self._connection.execute, sql, parameters)
        finally:
            self._connection.execute("PRAGMA busy_timeout=0")


async def _nothing() -> None:
    """Wait for nothing: where SQLAlchemy could wait, it wants a wait."""


class SessionAtHand(AsyncSession):
    """A session of the writer: it waits to begin, to commit and to write many rows, for nothing else."""

    async def __aexit__(self, *_: object) -> None:
        """Close, as `AsyncSession` does in a task of its own: here nothing can come between."""
        self.sync_session.close()

    async def execute(self, statement: Any, params: Any = None, **options: Any) -> Any:
        """Do what `AsyncSession.execute` does."""
        if isinstance(params, list) and len(params) >= MANY:
            return await super().execute(statement, params, **options)
        return self.sync_session.execute(statement, params, **options)

    async def scalar(self, statement: Any, params: Any = None, **options: Any) -> Any:
        """Do what `AsyncSession.scalar` does."""
        return self.sync_session.scalar(statement, params, **options)

    async def scalars(self, statement: Any, params: Any = None, **options: Any) -> Any:
        """Do what `AsyncSession.scalars` does."""
        return self.sync_session.scalars(statement, params, **options)

    async def get(self, entity: Any, ident: Any, **options: Any) -> Any:
        """Do what `AsyncSession.get` does."""
        return self.sync_session.get(entity, ident, **options)

    async def get_one(self, entity: Any, ident: Any, **options: Any) -> Any:
        """Do what `AsyncSession.get_one` does."""
        return self.sync_session.get_one(entity, ident, **options)

    async def flush(self, objects: Any = None) -> None:
        """Do what `AsyncSession.flush` does."""
        self.sync_session.flush(objects)
