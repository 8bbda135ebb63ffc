"""A kill at any statement of an upgrade leaves the old schema or the new one, never a mixture, and all rows."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

from bot.db.engine import Database
from bot.db.schema import run
from bot.db.version import newest

UPGRADE = """
import asyncio, os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
from bot.db.engine import Database
from bot.db.schema import run
count = 0
@event.listens_for(Engine, "before_cursor_execute")
def die(connection, cursor, statement, parameters, context, executemany):
    global count
    count += 1
    if count == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(run(Database(sys.argv[1]), "upgrade", "head"))
print("through", count)
"""
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
        command = [sys.executable, "-c", UPGRADE, url, str(statement)]
        done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)
        through = "through" in done.stdout
        assert through or done.returncode == -9, done.stderr
        if not through:
            assert schema(file) == old, statement
        statement += STEP
    assert statement > 5 * STEP
    assert schema(file)[1:] == (newest(), 20)
