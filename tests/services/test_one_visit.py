"""SQLite's writer: its statements run in the event loop, but never wait there."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.db.away import is_away
from bot.db.engine import Database


async def patience(database: Database) -> int:
    """Return for how many milliseconds a statement in the loop would stop it."""
    async with database.writer.connect() as connection:
        return int(await connection.scalar(text("PRAGMA busy_timeout")) or 0)


async def test_waiting_for_another_process_leaves_the_loop_free(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite3"
    database = Database(f"sqlite+aiosqlite:///{file}")
    async with database.writer.begin() as connection:
        await connection.execute(text("CREATE TABLE noted (word TEXT)"))
    assert await patience(database) == 0
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def write() -> None:
        async with database.writer.begin() as connection:
            await connection.execute(text("INSERT INTO noted VALUES ('a')"))

    task = asyncio.create_task(write())
    done, _ = await asyncio.wait([task], timeout=0.05)
    assert not done
    other.execute("COMMIT")
    await task
    assert other.execute("SELECT word FROM noted").fetchall() == [("a",)]
    assert await patience(database) == 0
    other.close()
    await database.close()


async def test_a_session_at_hand_refuses_to_wait_in_the_loop_for_another_process(tmp_path: Path) -> None:
    """A statement that comes by the way without waits finds the file held: it is told so, the loop isn't stopped."""
    file = tmp_path / "bot.sqlite3"
    database = Database(f"sqlite+aiosqlite:///{file}")
    async with database.writer.begin() as connection:
        await connection.execute(text("CREATE TABLE noted (word TEXT)"))
    other = sqlite3.connect(file, isolation_level=None)
    async with database.writing() as session:
        raw = (await (await session.connection()).get_raw_connection()).dbapi_connection
        assert raw is not None
        raw.rollback()
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError) as caught:
            await session.execute(text("INSERT INTO noted VALUES ('a')"))
        assert is_away(caught.value)
        other.execute("ROLLBACK")
    other.close()
    await database.close()


async def test_what_was_half_read_does_not_change_with_what_is_written_meanwhile(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3")
    async with database.writing() as session:
        await session.connection()
        await session.execute(text("CREATE TABLE noted (word TEXT)"))
        await session.execute(text("INSERT INTO noted VALUES (:word)"), [{"word": word} for word in "abc"])
        rows = await session.execute(text("SELECT word FROM noted"))
        first = rows.fetchone()
        await session.execute(text("DELETE FROM noted"))
        assert [first, *rows.fetchmany(1), *rows.all()] == [("a",), ("b",), ("c",)]
    await database.close()
