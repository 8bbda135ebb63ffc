"""Databases for tests: the migrations run once in each test process, and the tests get what they made, without rows."""

from __future__ import annotations

import itertools
import shutil
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import create_async_engine

from bot.db.engine import Database
from bot.db.schema import upgrade
from bot.db.version import newest

NUMBERS = itertools.count(1)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
REFUSE = """
CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE 'this database serves many tests: a test that changes the schema takes the fixture empty';
END $$;
CREATE EVENT TRIGGER one_schema_for_all ON ddl_command_start EXECUTE FUNCTION refuse();
"""
# Truncated, not deleted: the next test finds the very order of rows and the plans of a new database.
EMPTY = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend';
DO $$
DECLARE one regclass; found boolean; written text[];
BEGIN
    SET LOCAL session_replication_role = replica;  -- the audit trail's guards
    FOR one IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
               AND relname <> 'alembic_version' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', one) INTO found;
        IF found THEN written := written || one::text; END IF;
    END LOOP;
    IF written IS NOT NULL THEN
        EXECUTE format('TRUNCATE %s CASCADE', array_to_string(written, ','));
    END IF;
    PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL;
    UPDATE alembic_version SET version_num = 'NEWEST' WHERE version_num <> 'NEWEST';
END $$
"""


def on_file(file: Path) -> str:
    """Return the address of an SQLite file."""
    return f"sqlite+aiosqlite:///{file}"


def copied(migrated: Path, file: Path) -> str:
    """Copy an SQLite file that has the whole schema; return the copy's address."""
    shutil.copyfile(migrated, file)
    return on_file(file)


async def migrate(url: str) -> None:
    """Bring the database at `url` up to date and leave it."""
    database = Database(url)
    await upgrade(database, now=LONG_AGO)
    await database.close()


async def fresh_database(address: str) -> str:
    """Make a database with nothing in it on the server at `address` (with `{name}` for a database); return its own."""
    name = f"test{next(NUMBERS)}"
    await _run(address.format(name="postgres"), f"CREATE DATABASE {name} STRATEGY file_copy")
    return address.format(name=name)


async def shared_database(address: str) -> str:
    """Make a database with the whole schema, which nobody may change any more; return its address."""
    url = await fresh_database(address)
    await migrate(url)
    await _run(url, REFUSE)
    return url


async def empty_of_rows(url: str) -> None:
    """Bring a shared database back to how it was made, and end whoever is in it still."""
    await _run(url, EMPTY.replace("NEWEST", newest()))


async def _run(url: str, statements: str) -> None:
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        await raw.execute(statements)
    await engine.dispose()
