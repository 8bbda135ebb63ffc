"""Putting a copy in the place of a PostgreSQL database. The schema that was there is renamed, never dropped.

All of it is one transaction, which also leaves the table `restoring`. It goes with the replay of the journal, and while
it is there nothing starts: a restore that was killed is simply run again.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.db.copies import is_old
from bot.db.dump import run
from bot.db.engine import Database
from bot.db.transaction import Session
from bot.errors import DieuPhoiError

MARK = "restoring"
KEPT = "SELECT nspname FROM pg_namespace WHERE nspname ~ '^before_[0-9]{8}t[0-9]{6}z$'"
RUNNING = text(
    "SELECT count(DISTINCT application_name) FROM pg_stat_activity "
    "WHERE datname = current_database() AND application_name LIKE 'dieuphoi %' AND application_name <> :own"
)


async def all_stopped(database: Database) -> None:
    """Make sure that no bot is connected.

    Raises:
        DieuPhoiError: one is.
    """
    async with database.reader.connect() as connection:
        count = await connection.scalar(RUNNING, {"own": database.name})
    if count:
        raise DieuPhoiError("copies.bots_running", count=count)


def aside(now: datetime) -> str:
    """Return the name under which the schema that is replaced at `now` is kept."""
    return f"before_{now:%Y%m%dt%H%M%Sz}"


def drop_old(database: Database, now: datetime) -> None:
    """Drop the schemas that restores have kept, once they are as old as copies may become; blocks.

    Raises:
        DieuPhoiError: a program is missing or failed.
    """
    options = ("--no-psqlrc", "--tuples-only", "--no-align")
    for name in run(database, "psql", *options, f"--command={KEPT}").split():
        if is_old(name, now):
            run(database, "psql", *options, f'--command=DROP SCHEMA "{name}" CASCADE')


def put_in_place(database: Database, copy: Path, *, now: datetime) -> None:
    """Rename the present schema and load the copy; blocks.

    Raises:
        DieuPhoiError: a program is missing or failed; nothing was changed.
    """
    script = run(database, "pg_restore", "--no-owner", "--file=-", str(copy))
    whole = f"ALTER SCHEMA public RENAME TO {aside(now)};\n{script}\nCREATE TABLE public.{MARK} ();\n"
    options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-")
    run(database, "psql", *options, given=whole)


def is_marked(connection: Connection) -> bool:
    """Return whether a restore was killed half-way."""
    return connection.dialect.name == "postgresql" and inspect(connection).has_table(MARK)


async def unmark(session: Session) -> None:
    """Let the bot start again, once the transaction at hand is committed."""
    await session.execute(text(f"DROP TABLE {MARK}"))
