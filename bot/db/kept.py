"""Rows kept back: what nobody reads before the commit is written at its end, many rows in one statement.

So are messages and audit lines. Where a statement names their table after all, they are written just before it. A part
that is undone (`bot.db.parts`) drops its own; a bare savepoint doesn't.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Table, event, insert
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

OPTION = "dieuphoi_info"
"""The execution option by which a connection knows the `info` of the session that writes on it."""
SAVEPOINT = "SAVEPOINT part"


def keep_back(session: AsyncSession, table: Table, row: dict[str, Any]) -> None:
    """Have `row` written to `table` before anything reads from there; all rows of a table have the same columns."""
    session.info["kept"].setdefault(table, []).append(row)


def write_kept(connection: Connection, info: dict[Any, Any]) -> None:
    """Write what was kept back, in the order in which it was."""
    kept, info["kept"] = info["kept"], {}
    for table, rows in kept.items():
        connection.execute(_put(table), rows)


async def flush(session: AsyncSession) -> None:
    """Write what changed in objects; where nothing did, spare the greenlet that PostgreSQL's driver would wait in."""
    if session.new or session.dirty or session.deleted:
        await session.flush()


def watch(engine: AsyncEngine) -> None:
    """Let each statement on `engine` come after what has to precede it.

    That is rows kept back for a table that it names; and where it writes, the savepoint to which its part goes back
    (`bot.db.parts`). A part that is undone before it has written anything needs none, and most write at their end only.
    """

    @event.listens_for(engine.sync_engine, "before_cursor_execute")
    def _precede(connection: Connection, _cursor: Any, statement: str, *_more: Any) -> None:
        info = connection.get_execution_options().get(OPTION)
        if info is None:
            return
        if any(table.name in statement for table in info["kept"]):
            write_kept(connection, info)
        if info.get("unsaved") and not statement.startswith("SELECT"):
            info["unsaved"] = False
            connection.exec_driver_sql(SAVEPOINT)


@cache
def _put(table: Table) -> Insert:
    """Return the statement that writes rows of `table`: building it costs more than running it."""
    return insert(table)
