"""Fixtures that every tier shares: a clock that is moved by hand, and a database without rows for each test."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest

from bot.clock import OFFICE_ZONE, MovableClock
from bot.config import Settings
from bot.db.engine import Database
from bot.db.transaction import Transactions
from tests import postgres
from tests.databases import copied, empty_of_rows, fresh_database, migrate, on_file, shared_database

# CI plays the same examples each time; by hand every run plays new ones.
hypothesis.settings.register_profile("house", deadline=None, database=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("house")

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=OFFICE_ZONE)
"""Monday, 23/11/2026, 09:00: when tests begin unless they say otherwise."""


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


@pytest.fixture(scope="session")
def shared_postgresql(postgresql: str) -> str:
    """The address of the database that tests use one after another."""
    return asyncio.run(shared_database(postgresql))


@pytest.fixture
def on_postgresql(shared_postgresql: str) -> Iterator[str]:
    """The address of a PostgreSQL database with the whole schema and no row."""
    yield shared_postgresql
    asyncio.run(empty_of_rows(shared_postgresql))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the whole schema and no row, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "migrated.sqlite3"
    asyncio.run(migrate(on_file(file)))
    return file


@pytest.fixture
def on_sqlite(migrated: Path, tmp_path: Path) -> str:
    """The address of an SQLite file with the whole schema and no row."""
    return copied(migrated, tmp_path / "test.sqlite3")


@pytest.fixture(params=["sqlite", "postgresql"])
def on_each(request: pytest.FixtureRequest) -> str:
    """The address of a database of each kind with the whole schema and no row."""
    return str(request.getfixturevalue(f"on_{request.param}"))


@pytest.fixture
async def database(on_each: str) -> AsyncIterator[Database]:
    """A database of each kind with the whole schema and no row."""
    database = Database(on_each)
    yield database
    await database.close()


@pytest.fixture
def transactions(database: Database) -> Transactions:
    return Transactions(database)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_each(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database of each kind with nothing in it."""
    if request.param == "sqlite":
        return on_file(tmp_path / "test.sqlite3")
    return asyncio.run(fresh_database(request.getfixturevalue("postgresql")))


@pytest.fixture
async def empty(empty_each: str) -> AsyncIterator[Database]:
    """A database of each kind with nothing in it."""
    database = Database(empty_each)
    yield database
    await database.close()
