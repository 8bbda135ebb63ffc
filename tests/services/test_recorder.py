"""Outcomes are written in groups, and none of a group harms another."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from bot.clock import MovableClock
from bot.db.transaction import Session, Transactions
from bot.outbox.outcome import Outcome, Sent
from bot.outbox.recorder import Recorder
from models.outbox import OutboxMessage, OutboxState

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


async def sending(transactions: Transactions, count: int) -> list[OutboxMessage]:
    """Put `count` rows that are on the wire."""
    async with transactions.write("test") as session:
        rows = [
            OutboxMessage(
                key=f"k{number}",
                chat_id=number,
                lane=0,
                method="sendMessage",
                payload={},
                state=OutboxState.SENDING,
                epoch=1,
                created_at=NOW,
            )
            for number in range(1, count + 1)
        ]
        session.add_all(rows)
    return rows


async def states(transactions: Transactions, rows: list[OutboxMessage]) -> list[OutboxState]:
    async with transactions.read() as session:
        return [(await session.get_one(OutboxMessage, row.id)).state for row in rows]


async def test_outcomes_of_one_moment_are_one_commit(transactions: Transactions, clock: MovableClock) -> None:
    sessions: set[Session] = set()

    async def recorded(session: Session, _row: OutboxMessage, _outcome: Outcome) -> None:
        sessions.add(session)

    rows = await sending(transactions, 3)
    recorder = Recorder(transactions, recorded, clock)
    await asyncio.gather(*(recorder(row, Sent(row.id), {}) for row in rows))
    assert await states(transactions, rows) == [OutboxState.SENT] * 3
    assert len(sessions) == 1


async def test_one_that_cannot_be_written_harms_no_other(transactions: Transactions, clock: MovableClock) -> None:
    rows = await sending(transactions, 3)

    async def recorded(_session: Session, row: OutboxMessage, _outcome: Outcome) -> None:
        if row.id == rows[1].id:
            raise ValueError("a bug")

    recorder = Recorder(transactions, recorded, clock)
    ends = await asyncio.gather(*(recorder(row, Sent(row.id), {}) for row in rows), return_exceptions=True)
    assert [type(end) for end in ends] == [type(None), ValueError, type(None)]
    assert await states(transactions, rows) == [OutboxState.SENT, OutboxState.SENDING, OutboxState.SENT]


async def test_what_comes_while_a_group_is_written_is_written_too(
    transactions: Transactions, clock: MovableClock
) -> None:
    rows = await sending(transactions, 2)
    late: list[asyncio.Task[None]] = []

    async def recorded(_session: Session, row: OutboxMessage, _outcome: Outcome) -> None:
        if row.id == rows[0].id:
            late.append(asyncio.create_task(recorder(rows[1], Sent(2), {})))

    recorder = Recorder(transactions, recorded, clock)
    await recorder(rows[0], Sent(1), {})
    await late[0]
    assert await states(transactions, rows) == [OutboxState.SENT] * 2


async def test_an_outcome_that_is_told_twice_is_written_once(transactions: Transactions, clock: MovableClock) -> None:
    seen: list[int] = []

    async def recorded(_session: Session, row: OutboxMessage, _outcome: Outcome) -> None:
        seen.append(row.id)

    rows = await sending(transactions, 1)
    recorder = Recorder(transactions, recorded, clock)
    for _ in range(2):
        await recorder(rows[0], Sent(1), {})
    assert seen == [rows[0].id]
