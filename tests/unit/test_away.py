"""A database that is away is told from a bug, and waited for."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from asyncpg.exceptions import InternalClientError
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.db.away import Away, insisting, is_away
from bot.db.engine import Database
from bot.db.transaction import Transactions


def of_sqlite(code: int) -> OperationalError:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return OperationalError("INSERT", {}, error)


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (of_sqlite(sqlite3.SQLITE_FULL), True),
        (of_sqlite(sqlite3.SQLITE_BUSY), True),
        (of_sqlite(sqlite3.SQLITE_IOERR_FSYNC), True),
        (of_sqlite(sqlite3.SQLITE_ERROR), False),
        (of_sqlite(sqlite3.SQLITE_CORRUPT), False),
        (ConnectionRefusedError(), True),
        (TimeoutError(), True),
        (InternalClientError("cannot switch to state 12; another operation (2) is in progress"), True),
        (ValueError("a bug"), False),
    ],
)
def test_what_the_database_is_to_blame_for(error: Exception, *, away: bool) -> None:
    assert is_away(error) is away


async def test_a_server_that_is_not_there_is_away() -> None:
    database = Database("postgresql+asyncpg://nobody@127.0.0.1:9/none")
    with pytest.raises(Away):
        async with Transactions(database).write("u1") as session:
            await session.execute(text("SELECT 1"))
    await database.close()


async def test_a_full_disk_is_waited_for_and_what_was_undone_is_done_again(tmp_path: Path) -> None:
    transactions = Transactions(Database(f"sqlite+aiosqlite:///{tmp_path}/test.sqlite3"))
    tries = 0

    async def note() -> None:
        nonlocal tries
        tries += 1
        async with transactions.write("u1") as session:
            pages = 20 if tries < 3 else 1000
            await session.execute(text(f"PRAGMA max_page_count = {pages}"))
            await session.execute(text("INSERT INTO word SELECT zeroblob(500000)"))

    async with transactions.write("u0") as session:
        await session.execute(text("CREATE TABLE word (body BLOB)"))
    await insisting(note, "test")
    async with transactions.read() as session:
        assert (tries, await session.scalar(text("SELECT count(*) FROM word"))) == (3, 1)
    await transactions.database.close()
