"""Parts of one transaction: each stands or falls by itself, and several updates are committed together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.clock import MovableClock
from bot.config import Settings
from bot.db.transaction import Session, Transactions, part, wakes
from bot.errors import Refusal
from bot.inbox.store import store
from bot.inbox.turn import Turn
from bot.inbox.worker import Worker
from bot.messages.base import plain
from models.inbox import StoredUpdate, UpdateState
from models.outbox import OutboxMessage
from models.people import Person
from tests.access.stage import SilentBot


async def failing(session: Session, clock: MovableClock) -> None:
    async with part(session, "two"):
        session.add(Person(telegram_id=2, created_at=clock.now()))
        await session.flush()
        wakes(session, "boards")
        raise ZeroDivisionError


async def test_a_part_that_fails_leaves_the_others(transactions: Transactions, clock: MovableClock) -> None:
    async with transactions.write("whole") as session:
        async with part(session, "one"):
            session.add(Person(telegram_id=1, created_at=clock.now()))
            wakes(session, "jobs")
        with pytest.raises(ZeroDivisionError):
            await failing(session, clock)
        assert (session.info["origin"], session.info["wake"]) == ("whole", {"jobs"})
    async with transactions.read() as session:
        assert list(await session.scalars(select(Person.telegram_id))) == [1]


async def test_a_part_mistakes_nothing_that_another_has_read(transactions: Transactions, clock: MovableClock) -> None:
    async with transactions.write("whole") as session:
        async with part(session, "one"):
            person = Person(telegram_id=1, full_name="An", created_at=clock.now())
            session.add(person)
        person.full_name = "changed by nobody"
        async with part(session, "two"):
            assert await session.scalar(select(Person)) is not person
    async with transactions.read() as session:
        assert list(await session.scalars(select(Person.full_name))) == ["An"]


def said(number: int, chat: int) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "An"}
    message = {"message_id": number, "date": 1, "chat": {"id": chat, "type": "private"}, "from": person, "text": "a"}
    return {"update_id": number, "message": message}


async def handle(turn: Turn) -> None:
    """Answer; refuse chat 3 and fail for chat 4 after that."""
    await turn.say(plain("common.hint"))
    if turn.actor.telegram_id == 3:
        raise Refusal("common.old_button")
    if turn.actor.telegram_id == 4:
        raise ZeroDivisionError


class Spoiled(Transactions):
    """Transactions that fail at the end while they hold more than one update."""

    @asynccontextmanager
    async def write(self, origin: str) -> AsyncIterator[Session]:
        async with super().write(origin) as session:
            yield session
            done = select(func.count()).where(StoredUpdate.state == UpdateState.DONE).group_by(StoredUpdate.settled_at)
            if max(await session.scalars(done), default=0) > 1:
                raise ArithmeticError


async def worked(
    transactions: Transactions, clock: MovableClock, settings: Settings
) -> tuple[dict[int, UpdateState], list[tuple[int, str]], int]:
    """Work five updates; return how they ended, what was said to whom, and how many goes it took."""
    worker, goes = Worker(SilentBot("1:invented"), transactions, handle, clock, settings), 0
    async with transactions.write("poll") as session:
        await store(session, 1, [said(number, number) for number in range(1, 6)], now=clock.now())
    while await worker.work_next():
        goes += 1
        clock.advance(timedelta(milliseconds=1))
    async with transactions.read() as session:
        states = {row.update_id: row.state for row in await session.scalars(select(StoredUpdate))}
        rows = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.chat_id, OutboxMessage.id))
        put = [(row.chat_id, row.key.partition("-")[0]) for row in rows if row.method == "sendMessage"]
        return states, put, goes


STATES = {n: UpdateState.WAITING if n == 4 else UpdateState.DONE for n in range(1, 6)}
PUT = [(1, "u1"), (2, "u2"), (3, "u3"), (5, "u5")]


async def test_updates_are_worked_together_and_each_by_itself(
    transactions: Transactions, clock: MovableClock, settings: Settings
) -> None:
    assert await worked(transactions, clock, settings) == (STATES, PUT, 1)


async def test_what_can_not_be_committed_together_is_worked_alone(
    transactions: Transactions, clock: MovableClock, settings: Settings
) -> None:
    assert await worked(Spoiled(transactions.database), clock, settings) == (STATES, PUT, 1 + 5)
