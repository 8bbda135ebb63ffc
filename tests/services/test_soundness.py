"""What a start finds after an end that was none."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.db.engine import Database
from bot.db.soundness import sound

PAGES = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
INSERT INTO t SELECT zeroblob(900) FROM n
"""


async def test_a_file_whose_first_tables_were_half_written_is_brought_back_and_not_refused(tmp_path: Path) -> None:
    """Before the write-ahead log is on, SQLite undoes what was broken off as soon as somebody reads."""
    made, found = tmp_path / "made", tmp_path / "found"
    made.mkdir()
    with closing(sqlite3.connect(made / "bot.sqlite3", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.execute("PRAGMA cache_size=2")  # so that it writes before the commit
        connection.execute("BEGIN")
        connection.execute(PAGES)
        shutil.copytree(made, found)
    assert (found / "bot.sqlite3-journal").stat().st_size > 0
    database = Database(f"sqlite+aiosqlite:///{found}/bot.sqlite3")
    await sound(database)
    await database.close()
    with closing(sqlite3.connect(found / "bot.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
