"""A kill at any statement of an upgrade leaves the old schema or the new one, never a mixture, and all rows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.db.engine import Database
from bot.db.schema import run
from bot.db.version import newest
from tests.services.killed import goes_through, upgrade_until

STEP = 9
"""Every so many-th statement: over the runs of this test each kind of statement has its turn."""


def schema(file: Path) -> tuple[list[str], str, int]:
    with sqlite3.connect(file) as connection:
        told = connection.execute("SELECT type || name || coalesce(sql, '') FROM sqlite_master ORDER BY 1").fetchall()
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        rows = connection.execute("SELECT count(*) FROM audit").fetchone()[0]
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    return [line for (line,) in told], version, rows


async def test_a_kill_at_any_statement_leaves_one_schema(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3"
    file = tmp_path / "bot.sqlite3"
    await run(Database(url), "upgrade", "0001")
    with sqlite3.connect(file) as connection:
        row = ("2026-11-23 02:00:00.000000", "code.issue", "focal", "{}")
        connection.executemany("INSERT INTO audit (at, action, object, details) VALUES (?, ?, ?, ?)", [row] * 20)
    old = schema(file)
    statement, through = 1, False
    while not through:
        through = await goes_through(upgrade_until, statement, url)
        if not through:
            assert schema(file) == old, statement
        statement += STEP
    assert statement > 5 * STEP
    assert schema(file)[1:] == (newest(), 20)
