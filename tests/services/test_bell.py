"""The bell: a commit of one process wakes the workers of another, also after the connection was lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from sqlalchemy import text

from bot.db.bell import Bell
from bot.db.engine import Database
from bot.db.transaction import Transactions, wakes
from bot.together import ended
from tests.patience import PATIENCE


@asynccontextmanager
async def process(url: str) -> AsyncIterator[Transactions]:
    """A process with a bell that listens."""
    transactions = Transactions(Database(url))
    task = asyncio.create_task(Bell(transactions.database, transactions.wake).run())
    try:
        await woken(transactions.wake.jobs)  # listening: whatever came before is asked for then
        yield transactions
    finally:
        await ended(task)
        await transactions.database.close()


async def woken(event: asyncio.Event) -> None:
    async with asyncio.timeout(PATIENCE):
        await event.wait()
    event.clear()


async def commit(transactions: Transactions) -> None:
    async with transactions.write("u1") as session:
        await session.execute(text("SELECT 1"))
        wakes(session, "outbox")


async def test_a_commit_wakes_the_others_workers(on_postgresql: str) -> None:
    async with AsyncExitStack() as stack:
        one, other = [await stack.enter_async_context(process(on_postgresql)) for _ in range(2)]
        other.wake.outbox.clear()
        await commit(one)
        await woken(other.wake.outbox)
        assert not other.wake.jobs.is_set()


async def test_a_bell_that_was_lost_rings_again(on_postgresql: str) -> None:
    async with process(on_postgresql) as one:
        kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
        async with one.write("u1") as session:
            await session.execute(text(kill))
        await woken(one.wake.jobs)
