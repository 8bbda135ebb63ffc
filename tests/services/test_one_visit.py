"""SQLite's writer: its statements run in the event loop, but never wait there."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

from sqlalchemy import text

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
