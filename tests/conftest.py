"""Fixtures that every tier shares: a clock that is moved by hand, and a database of its own for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest

from bot.clock import OFFICE_ZONE, MovableClock
from bot.config import Settings
from bot.db.engine import Database
from bot.db.transaction import Transactions
from models import Base

hypothesis.settings.register_profile("house", deadline=None, database=None)
hypothesis.settings.load_profile("house")

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=OFFICE_ZONE)
"""Monday, 23/11/2026, 09:00: when tests begin unless they say otherwise."""


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(MONDAY, running=False)


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
async def transactions(tmp_path: Path) -> AsyncIterator[Transactions]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/test.sqlite3")
    async with database.writer.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield Transactions(database)
    await database.close()
