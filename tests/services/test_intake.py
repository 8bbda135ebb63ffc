"""Intake of a webhook: several posts in one commit, none harmed by another, none answered before its commit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.db.away import Away
from bot.db.engine import Database
from bot.db.transaction import Session, Transactions
from bot.inbox.intake import Intake
from models.inbox import StoredUpdate


class Counting(Transactions):
    """Transactions that are counted as they begin, wait for `open`, and end in `error`, if there is one."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.begun = 0
        self.under_way = asyncio.Event()
        self.open = asyncio.Event()
        self.error: Exception | None = None

    @asynccontextmanager
    async def write(self, origin: str) -> AsyncIterator[Session]:
        self.begun += 1
        self.under_way.set()
        await self.open.wait()
        async with super().write(origin) as session:
            yield session
            if self.error is not None:
                raise self.error


@pytest.fixture
def counting(transactions: Transactions) -> Counting:
    return Counting(transactions.database)


def said(number: Any) -> dict[str, Any]:
    return {"update_id": number, "message": {"chat": {"id": 42}}}


async def stored(transactions: Transactions) -> list[int]:
    async with transactions.read() as session:
        return list(await session.scalars(select(StoredUpdate.update_id).order_by(StoredUpdate.update_id)))


async def test_what_comes_during_a_commit_goes_with_the_next(counting: Counting, clock: MovableClock) -> None:
    intake = Intake(counting, clock, 1)
    first = asyncio.create_task(intake(said(1)))
    await counting.under_way.wait()
    others = [asyncio.create_task(intake(said(number))) for number in (2, 3, 4)]
    await asyncio.sleep(0)
    assert not first.done()
    counting.open.set()
    await asyncio.gather(first, *others)
    assert counting.begun == 2
    assert await stored(counting) == [1, 2, 3, 4]


async def test_one_that_can_not_be_stored_harms_no_other(counting: Counting, clock: MovableClock) -> None:
    intake, too_large = Intake(counting, clock, 1), 2**70
    counting.open.set()
    found = await asyncio.gather(*map(intake, map(said, (1, too_large, 2))), return_exceptions=True)
    assert [isinstance(each, Exception) for each in found] == [False, True, False]
    assert await stored(counting) == [1, 2]


async def test_nothing_is_answered_for_that_was_not_committed(counting: Counting, clock: MovableClock) -> None:
    intake = Intake(counting, clock, 1)
    counting.open.set()
    counting.error = Away("gone")
    found = await asyncio.gather(*map(intake, map(said, (1, 2))), return_exceptions=True)
    assert [type(each) for each in found] == [Away, Away]
    assert await stored(counting) == []
