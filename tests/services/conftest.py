"""Services are tested on a real database, inside one writing transaction."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.clock import MovableClock
from bot.config import Settings
from bot.db.transaction import Session, Transactions
from tests.factories import World


@pytest.fixture
async def session(transactions: Transactions) -> AsyncIterator[Session]:
    async with transactions.write("u1") as session:
        yield session


@pytest.fixture
async def world(session: Session, clock: MovableClock, settings: Settings) -> World:
    return World(session, clock, settings)
