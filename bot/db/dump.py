"""Copies of a PostgreSQL database by its own programs, pg_dump and pg_restore, found on this machine."""

from __future__ import annotations

import asyncio
import glob
import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import text

from bot.db.engine import Database
from bot.db.row_hashes import TableHash, row_hashes
from bot.db.version import present
from bot.errors import DieuPhoiError


def program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs: on PATH, else the newest of Debian's.

    Raises:
        DieuPhoiError: it isn't on this machine.
    """
    installed = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), key=lambda path: int(Path(path).parts[-3]))
    found = shutil.which(name) or next(reversed(installed), None)
    if found is None:
        raise DieuPhoiError("copies.no_program", name=name)
    return found


def run(database: Database, name: str, *arguments: str, given: str | None = None) -> str:
    """Run a program against the database (its address and password by the environment) and return what it printed.

    Raises:
        DieuPhoiError: it is missing or failed.
    """
    command = [program(name), *arguments]
    done = subprocess.run(  # noqa: S603 - the arguments are our own
        command, env={**os.environ, **_address(database)}, input=given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise DieuPhoiError("copies.program_failed", name=name, reason=done.stderr.strip().partition("\n")[0])
    return done.stdout


def _address(database: Database) -> dict[str, str]:
    """Return the address of the database as libpq reads it; a password on the command line could be seen by anybody."""
    url = database.url
    values = {
        "PGHOST": url.host or url.query.get("host"),
        "PGPORT": str(url.port) if url.port else None,
        "PGUSER": url.username,
        "PGPASSWORD": str(url.password) if url.password is not None else None,
        "PGDATABASE": url.database,
    }
    return {name: str(value) for name, value in values.items() if value is not None}


def written(database: Database, file: Path) -> tuple[str, dict[str, TableHash]]:
    """Dump the database into `file`; return the schema and the row hashes of the very snapshot that was dumped.

    Raises:
        DieuPhoiError: a program is missing or failed, or there is nothing to copy.
    """
    return asyncio.run(_written(Database(database.url.render_as_string(hide_password=False)), file))


async def _written(database: Database, file: Path) -> tuple[str, dict[str, TableHash]]:
    try:
        async with database.reader.connect() as connection:
            await connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            await connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            snapshot = await connection.scalar(text("SELECT pg_export_snapshot()"))
            schema = await connection.run_sync(present)
            if schema is None:
                raise DieuPhoiError("copies.nothing", file=str(database.url.database))
            options = ("-Fc", "--schema=public", "--no-owner", f"--snapshot={snapshot}", f"--file={file}")
            await asyncio.to_thread(run, database, "pg_dump", *options)
            await asyncio.to_thread(run, database, "pg_restore", "--list", str(file))
            return schema, await connection.run_sync(row_hashes)
    finally:
        await database.close()
