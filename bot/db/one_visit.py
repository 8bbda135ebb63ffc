"""aiosqlite in one visit a statement: its own cursor goes to the connection's thread four times for each.

Making the cursor, executing, fetching and closing are one errand here. The writer makes no visits (bot.db.at_hand).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import aiosqlite


class Cursor:
    """The part of a cursor that SQLAlchemy uses; rows are fetched at once."""

    arraysize = 1

    def __init__(self, visit: Callable[..., Any], connection: sqlite3.Connection) -> None:
        self._visit = visit
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Cursor:
        return self

    async def execute(self, sql: str, parameters: Any = ()) -> Cursor:
        """Run one statement and fetch what it returns."""
        await self._visit(self._run, self._connection.execute, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Any) -> Cursor:
        """Run one statement with each of the parameters."""
        await self._visit(self._run, self._connection.executemany, sql, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        """Return the rows."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Do nothing: the thread has closed it already."""

    def _run(self, call: Callable[..., sqlite3.Cursor], sql: str, parameters: Any) -> None:
        """Do the whole errand, in the connection's thread."""
        cursor = call(sql, parameters)
        self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid
        self._rows = cursor.fetchall() if cursor.description else []
        self.rowcount = cursor.rowcount
        cursor.close()


class Connection(aiosqlite.Connection):
    """A connection whose statements are one visit each."""

    def cursor(self) -> Any:
        """Return a cursor; nothing is done yet."""
        return Cursor(self._execute, self._conn)

    async def rollback(self) -> None:
        """Roll back, if there is anything to: the pool asks for it after every commit."""
        if self.in_transaction:
            await super().rollback()


def connect(file: str) -> Connection:
    """Return a connection to `file`, to be awaited; its thread doesn't keep the program alive."""
    connection = Connection(lambda: sqlite3.connect(file, check_same_thread=False), iter_chunk_size=64)
    connection._thread.daemon = True
    return connection
