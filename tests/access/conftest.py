"""A province on a stage."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.clock import MovableClock
from bot.config import Settings
from bot.db.engine import Database
from tests.access.province import OWNER, Province, build
from tests.access.stage import Stage
from tests.factories import World


@pytest.fixture
def settings() -> Settings:
    plain = Settings()
    limits = plain.limits.model_copy(update={"updates_per_minute": 100_000, "update_tries": 1})
    owners = plain.owners.model_copy(update={"telegram_ids": (OWNER,)})
    return plain.model_copy(update={"limits": limits, "owners": owners})


@pytest.fixture
async def stage(on_sqlite: str, settings: Settings, clock: MovableClock) -> AsyncIterator[Stage]:
    """A bot on a database whose one transaction is never committed."""
    database = Database(on_sqlite)
    async with database.writer.connect() as connection, connection.begin():
        yield Stage(connection, database, settings, clock)
    await database.close()


@pytest.fixture
async def province(stage: Stage, settings: Settings, clock: MovableClock) -> Province:
    async with stage.transactions.write("build") as session:
        return await build(World(session, clock, settings))
