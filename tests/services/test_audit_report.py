"""The end of the trail, cut off by whoever can write to the database: copies tell, also where nobody noted a head."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.audit_report import verified
from bot.config import Settings
from bot.config_sections import Backup, DatabaseSection
from bot.db.backup import back_up
from bot.db.engine import Database
from bot.db.schema import upgrade
from bot.db.transaction import Transactions
from bot.services.audit import note
from bot.services.audit_chain import SealAudit
from models.restorations import Restoration
from tests.services.test_audit_chain import UNGUARD

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
async def copied(empty_each: str, tmp_path: Path) -> AsyncIterator[tuple[Settings, Database]]:
    """A database of which there is a copy with six lines of the trail, and that lost two since."""
    settings = Settings(database=DatabaseSection(url=empty_each), backup=Backup(folder=str(tmp_path / "copies")))
    database = Database(settings.database.url)
    await upgrade(database, now=NOW)
    async with Transactions(database).write("u1") as session:
        for number in range(6):
            note(session, None, "delegate.enter", f"delegate {number}", now=NOW)
        await session.flush()
        await SealAudit().run(session, NOW, settings)
    await asyncio.to_thread(back_up, settings, database, now=NOW)
    assert (await verified(settings, None)).fault is None
    async with Transactions(database).write("by hand") as session:
        for guard in UNGUARD[database.dialect]:
            await session.execute(text(guard))
        await session.execute(text("DELETE FROM audit WHERE seal > 4"))
    yield settings, database
    await database.close()


async def test_a_tail_that_a_copy_has_is_missed(copied: tuple[Settings, Database]) -> None:
    settings, _ = copied
    found = await verified(settings, None)
    assert (found.fault, found.number) == ("cut", 5)


async def test_a_return_to_an_older_copy_cuts_nothing(copied: tuple[Settings, Database]) -> None:
    settings, database = copied
    async with Transactions(database).write("restore") as session:
        session.add(Restoration(copied_at=NOW - HOUR, restored_at=NOW + HOUR))
    assert (await verified(settings, None)).fault is None
