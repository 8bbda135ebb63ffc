"""Fixtures that every tier shares: a clock that is moved by hand, and a database of its own for each test."""

from __future__ import annotations

import itertools
import os
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.clock import OFFICE_ZONE, MovableClock
from bot.config import Settings
from bot.db.engine import Database
from bot.db.transaction import Transactions
from models import Base
from tests import postgres

# CI plays the same examples each time; by hand every run plays new ones.
hypothesis.settings.register_profile("house", deadline=None, database=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("house")

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=OFFICE_ZONE)
"""Monday, 23/11/2026, 09:00: when tests begin unless they say otherwise."""
NUMBERS = itertools.count(1)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(MONDAY, running=False)


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server, with `{name}` for a database."""
    folder = postgres.programs()
    if folder is None:
        pytest.skip("no PostgreSQL server is installed here (Debian: postgresql)")
    with postgres.server(folder) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path}/test.sqlite3"
    else:
        url = await fresh_database(request.getfixturevalue("postgresql"))
    database = Database(url)
    yield database
    await database.close()


async def fresh_database(address: str) -> str:
    """Make a database on the server; return its address."""
    name = f"test{next(NUMBERS)}"
    engine = create_async_engine(address.format(name="postgres"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    await engine.dispose()
    return address.format(name=name)


@pytest.fixture
async def transactions(database: Database) -> Transactions:
    """Transactions on a database that has all tables."""
    async with database.writer.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    return Transactions(database)
