"""The schema: which version the database has, how it is brought up to date, and whether it is sound."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.db.durable import settle
from bot.db.engine import Database
from bot.db.version import newest, present
from models import Base

FOLDER = Path(__file__).parent / "migrations"


def config(connection: Connection | None = None) -> Config:
    """Return alembic's configuration on `connection`."""
    found = Config()
    found.set_main_option("script_location", str(FOLDER))
    found.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    found.attributes["connection"] = connection
    return found


async def upgrade(database: Database, *, now: datetime) -> Path | None:
    """Bring the schema up to date, an SQLite file after a copy; return the copy's path, if one was made."""
    copy: Path | None = None
    async with database.writer.connect() as connection:
        version = await connection.run_sync(present)
    if version == newest():
        return None
    if version is not None and database.file is not None:
        copy = database.file.with_name(f"{database.file.name}.{version}.{now:%Y%m%dT%H%M%S}.copy")
        await asyncio.to_thread(_copy, database.file, copy)
    await run(database, "upgrade", "head")
    return copy


def _copy(file: Path, copy: Path) -> None:
    """Copy a database file whole, with what still stands in its write-ahead log; half of one never has the name."""
    part = copy.with_name(f"{file.name}.copy.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM INTO ?", (str(part),))
    settle(part, copy)


async def run(database: Database, act: str, revision: str) -> None:
    """Run alembic's `act` (upgrade, downgrade) to `revision`, all of it or nothing."""
    engine = database.migrator()
    try:
        async with engine.begin() as connection:
            await connection.run_sync(lambda c: getattr(command, act)(config(c), revision))
    finally:
        await engine.dispose()


async def differences(database: Database) -> list[Any]:
    """Return what the tables have that the models don't, and the reverse."""
    async with database.reader.connect() as connection:
        return await connection.run_sync(
            lambda c: compare_metadata(MigrationContext.configure(c, opts={"compare_type": True}), Base.metadata)
        )


async def findings(database: Database) -> list[str]:
    """Return what is wrong with the database, as keys of the texts `doctor.*`; none: it is sound."""
    found = []
    async with database.reader.connect() as connection:
        version = await connection.run_sync(present)
        if version != newest():
            found.append("schema_old" if version is None or version < newest() else "schema_newer")
        if database.dialect == "sqlite":
            if (await connection.scalar(text("PRAGMA quick_check"))) != "ok":
                found.append("corrupt")
            if (await connection.execute(text("PRAGMA foreign_key_check"))).first() is not None:
                found.append("dangling")
    return found
