"""The SQLite library at hand may have the race of two writers (before 3.51.3): no way leads to a second one."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.db.engine import Database
from bot.db.lock import only_process
from bot.errors import DieuPhoiError


async def test_one_connection_writes_and_readers_neither_write_nor_checkpoint(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3")
    try:
        assert database.writer.pool.size() == 1  # type: ignore[attr-defined]
        async with database.writer.begin() as connection:
            await connection.execute(text("CREATE TABLE t (a)"))
        async with database.reader.connect() as connection:
            assert await connection.scalar(text("PRAGMA wal_autocheckpoint")) == 0
            with pytest.raises(DBAPIError, match="readonly"):
                await connection.execute(text("INSERT INTO t VALUES (1)"))
    finally:
        await database.close()


def test_a_second_process_does_not_get_in(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3")
    with only_process(database), pytest.raises(DieuPhoiError, match=r"cli\.second_process"), only_process(database):
        pass
