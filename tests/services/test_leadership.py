"""Leadership: one leads, another takes over, and what a deposed leader still tries to write is refused."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from sqlalchemy import text

from bot.db.away import Away
from bot.db.elected import ElectedLeader
from bot.db.engine import Database
from bot.db.fence import Deposed
from bot.db.leader import leader_of
from bot.db.transaction import Transactions
from models.leadership import Leadership
from tests.patience import PATIENCE


class Reign:
    """What a process does while it leads: nothing, but it can be seen."""

    def __init__(self) -> None:
        self.epochs: list[int] = []
        self.now = asyncio.Event()
        self.over = asyncio.Event()

    async def __call__(self, epoch: int) -> None:
        self.epochs.append(epoch)
        self.over.clear()
        self.now.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.now.clear()
            self.over.set()


@asynccontextmanager
async def candidate(database: Database, reign: Reign) -> AsyncIterator[Callable[[], bool]]:
    """Let a process stand for leadership; gives what ends it cleanly."""
    task = asyncio.create_task(leader_of(Transactions(database)).run(reign))
    try:
        yield task.cancel
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def two(on_postgresql: str) -> AsyncIterator[tuple[Database, Database]]:
    """Two processes' engines on one PostgreSQL database that has all tables."""
    first, second = Database(on_postgresql), Database(on_postgresql)
    yield first, second
    await first.close()
    await second.close()


async def became(event: asyncio.Event) -> None:
    async with asyncio.timeout(PATIENCE):
        await event.wait()


async def attempt(database: Database) -> int | None:
    """Try to lead, once, and let it go."""
    connection = await database.direct(patience=5)
    try:
        return await ElectedLeader(database).attempt(connection)
    finally:
        await connection.close()


async def sql(database: Database, statement: str, **values: object) -> None:
    async with database.writer.begin() as connection:
        await connection.execute(text(statement), values)


async def test_each_start_is_a_new_epoch(transactions: Transactions) -> None:
    for expected in (1, 2):
        reign = Reign()
        async with candidate(transactions.database, reign):
            await became(reign.now)
        assert reign.epochs == [expected]


async def test_one_leads_and_hands_over_when_it_ends(two: tuple[Database, Database]) -> None:
    first, second = Reign(), Reign()
    async with candidate(two[0], first) as end:
        await became(first.now)
        assert await attempt(two[1]) is None
        async with candidate(two[1], second):
            end()
            await became(second.now)
            assert first.over.is_set()
    assert (first.epochs, second.epochs) == ([1], [2])


async def test_a_lost_session_ends_the_leadership_at_once(two: tuple[Database, Database]) -> None:
    first, second = Reign(), Reign()
    async with candidate(two[0], first):
        await became(first.now)
        async with candidate(two[1], second):
            kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = :name"
            await sql(two[1], kill, name=two[0].name)
            await became(first.over)
            await became(first.now if len(first.epochs) > 1 else second.now)
    assert sorted(first.epochs + second.epochs) == [1, 2]


async def test_a_leader_that_fell_silent_is_ended_with_all_its_sessions(two: tuple[Database, Database]) -> None:
    """A stopped process keeps its lock and the locks of a transaction half-way through a claim."""
    stopped = await two[0].direct(patience=5)
    await stopped.execute("SELECT pg_advisory_lock($1)", 0x6469_6575)
    insert = "INSERT INTO leadership VALUES ('bot', 7, :owner, now(), now() - interval '1 minute')"
    await sql(two[0], insert, owner=two[0].name)
    reign = Reign()
    with pytest.raises(Away):
        await stopped_in_a_claim(two[0], candidate(two[1], reign), reign)
    assert reign.epochs == [8]
    assert stopped.is_closed()


async def stopped_in_a_claim(stopped: Database, other: AbstractAsyncContextManager[object], reign: Reign) -> None:
    """Hold a claim of epoch 7 open until the other leads, and go on with it then."""
    async with Transactions(stopped).under(7).write("claim") as session, other:
        await became(reign.now)
        await session.execute(text("SELECT 1"))


async def test_what_a_deposed_leader_writes_is_refused(transactions: Transactions) -> None:
    reign = Reign()
    async with candidate(transactions.database, reign):
        await became(reign.now)
        async with transactions.under(1).write("tick"):
            pass
    async with candidate(transactions.database, reign):
        await became(reign.now)
        with pytest.raises(Deposed):
            async with transactions.under(1).write("tick"):
                raise AssertionError("the fence lets it in")


async def test_nobody_takes_over_in_the_middle_of_a_claim(two: tuple[Database, Database]) -> None:
    """The claim of a leader and the next epoch come one after the other, so the next leader sees all claims."""
    assert await attempt(two[0]) == 1
    async with Transactions(two[0]).under(1).write("claim"):
        assert await attempt(two[1]) is None
    assert await attempt(two[1]) == 2


async def test_the_row_tells_who_leads(two: tuple[Database, Database]) -> None:
    reign = Reign()
    async with candidate(two[0], reign):
        await became(reign.now)
        async with Transactions(two[1]).read() as session:
            row = await session.get_one(Leadership, "bot")
            assert (row.epoch, row.owner) == (1, two[0].name)
