"""The migrations: they equal the models, and each goes up, down and up again, with the rows kept."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.clock import SystemClock
from bot.db.engine import Database
from bot.db.schema import config, differences, findings, run, upgrade
from bot.db.version import newest
from bot.run import brought_up
from models import Base
from tests.databases import fresh_database

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


async def test_the_migrations_make_what_the_models_say(empty: Database) -> None:
    await upgrade(empty, now=NOW)
    assert await differences(empty) == []
    assert await findings(empty) == []


async def test_a_difference_would_be_seen(empty: Database) -> None:
    await upgrade(empty, now=NOW)
    async with empty.writer.begin() as connection:
        await connection.execute(text("ALTER TABLE person ADD COLUMN surplus TEXT"))
    assert len(await differences(empty)) == 1


async def test_the_newest_version_is_the_head_of_the_migrations() -> None:
    assert newest() == ScriptDirectory.from_config(config()).get_current_head()


async def test_up_down_up(empty: Database) -> None:
    for revision in reversed(list(ScriptDirectory.from_config(config()).walk_revisions())):
        await run(empty, "upgrade", revision.revision)
        await run(empty, "downgrade", str(revision.down_revision or "base"))
        await run(empty, "upgrade", revision.revision)
    assert await differences(empty) == []


async def test_an_upgrade_of_an_older_file_leaves_a_copy(empty: Database) -> None:
    await upgrade(empty, now=NOW)
    async with empty.writer.begin() as connection:
        await connection.execute(text("INSERT INTO calendar_day VALUES ('2026-12-07', false, 'Công văn 1')"))
        await connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(Exception, match="0000"):
        await upgrade(empty, now=NOW)
    copies = list(empty.file.parent.glob("*.copy")) if empty.file else []
    assert len(copies) == (1 if empty.file else 0)
    if not copies:
        return
    copy = Database(f"sqlite+aiosqlite:///{copies[0]}")
    async with copy.reader.connect() as connection:
        assert await connection.scalar(text("SELECT source FROM calendar_day")) == "Công văn 1"
    await copy.close()


async def test_an_up_to_date_file_is_left_alone(empty: Database) -> None:
    await upgrade(empty, now=NOW)
    assert await upgrade(empty, now=NOW) is None


async def test_a_newer_file_is_recognised(empty: Database) -> None:
    await upgrade(empty, now=NOW)
    async with empty.writer.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert newest() < "9999"
    assert "schema_newer" in await findings(empty)


GUARDS = {
    "sqlite": "SELECT name || sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1",
    "postgresql": "SELECT tgname || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
}


async def guards(database: Database) -> list[str]:
    async with database.reader.connect() as connection:
        return [str(row[0]) for row in await connection.execute(text(GUARDS[database.dialect]))]


async def test_the_migrations_leave_the_guards_of_the_audit_trail_as_the_models_make_them(empty: Database) -> None:
    await upgrade(empty, now=NOW)
    migrated = await guards(empty)
    assert len(migrated) == 2
    await run(empty, "downgrade", "base")
    assert await guards(empty) == []
    async with empty.writer.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    assert await guards(empty) == migrated


async def test_several_processes_that_start_at_once_bring_it_up_to_date_once(postgresql: str) -> None:
    databases = [Database(url := await fresh_database(postgresql)), Database(url), Database(url)]
    await asyncio.gather(*(brought_up(database, SystemClock()) for database in databases))
    assert await findings(databases[0]) == []
    for database in databases:
        await database.close()
