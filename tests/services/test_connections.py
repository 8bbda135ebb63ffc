"""Connections to PostgreSQL: one that has ended is not given out, and the server isn't asked each time."""

from __future__ import annotations

import asyncio

from sqlalchemy import text

from bot.db.engine import Database
from bot.db.transaction import Transactions
from tests.patience import PATIENCE

NUMBER = "SELECT pg_backend_pid()"


async def test_a_connection_that_ended_while_nobody_used_it_is_not_given_out(on_postgresql: str) -> None:
    database, ended = Database(on_postgresql), asyncio.Event()
    transactions = Transactions(database)
    async with transactions.write("u1") as session:
        first = await session.scalar(text(NUMBER))
        raw = await (await session.connection()).get_raw_connection()
        assert raw.driver_connection is not None
        raw.driver_connection.add_termination_listener(lambda _: ended.set())
    other = await database.direct(patience=5.0)
    await other.execute("SELECT pg_terminate_backend($1)", first)
    await other.close()
    async with asyncio.timeout(PATIENCE):
        await ended.wait()
    async with transactions.write("u2") as session:
        assert await session.scalar(text(NUMBER)) != first
    await database.close()
