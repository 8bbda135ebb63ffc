"""The dispatcher on a real database: holds outlive it, and outcomes wait for a database that is away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.config import Settings
from bot.db.away import Away
from bot.db.leader import OnlyLeader
from bot.db.transaction import Session, Transactions
from bot.messages.base import plain
from bot.outbox.dispatcher import Dispatcher
from bot.outbox.outcome import Outcome, Sent, Wait
from bot.together import ended
from models.holds import WHOLE_BOT, Hold
from models.outbox import Lane, OutboxMessage, OutboxState
from tests.factories import put_row
from tests.patience import PATIENCE

HELLO = plain("common.cancelled")
HOUR = 3600.0


@dataclass(frozen=True)
class Chat:
    """Whoever sits there."""

    telegram_id: int
    language: str = "vi"


class Calls:
    """Stands for Telegram: answers each chat with its outcome, and counts."""

    def __init__(self, **outcomes: Outcome) -> None:
        self.chats: list[int] = []
        self.faults = 0
        self._outcomes = {int(chat[1:]): outcome for chat, outcome in outcomes.items()}

    async def __call__(self, row: OutboxMessage) -> Outcome:
        self.chats.append(row.chat_id)
        return self._outcomes.get(row.chat_id, Sent(1))

    async def recorded(self, session: Session, row: OutboxMessage, outcome: Outcome) -> None:
        if self.faults:
            self.faults -= 1
            raise Away("disk full")


class Office:
    """Puts messages, runs dispatchers one after another, and waits for states."""

    def __init__(self, transactions: Transactions, clock: MovableClock, settings: Settings) -> None:
        self._transactions = transactions
        self._clock = clock
        self._settings = settings

    async def put(self, chat_id: int, lane: Lane = Lane.REPLY) -> int:
        async with self._transactions.write(f"u{chat_id}{lane}") as session:
            return (await put_row(session, Chat(chat_id), HELLO, now=self._clock.now(), lane=lane)).id

    @asynccontextmanager
    async def sending(self, calls: Calls) -> AsyncIterator[None]:
        """Let a process lead and send."""
        limits = self._settings.limits
        dispatcher = Dispatcher(self._transactions, calls, calls.recorded, self._clock, limits)
        task = asyncio.create_task(OnlyLeader(self._transactions).run(dispatcher.run))
        try:
            yield
        finally:
            await ended(task)

    async def state(self, row_id: int) -> OutboxState:
        async with self._transactions.read() as session:
            state = await session.scalar(select(OutboxMessage.state).where(OutboxMessage.id == row_id))
            assert state is not None
            return state

    async def reaches(self, row_id: int, *, tries: int = 1) -> None:
        """Wait until a row has been tried, and its outcome is written."""
        query = select(OutboxMessage.id).where(
            OutboxMessage.id == row_id, OutboxMessage.tries >= tries, OutboxMessage.state != OutboxState.SENDING
        )
        async with asyncio.timeout(PATIENCE):
            while True:
                async with self._transactions.read() as session:
                    if await session.scalar(query) is not None:
                        return
                await asyncio.sleep(0.01)

    async def is_held(self) -> None:
        """Wait until it is written that the whole bot is held."""
        async with asyncio.timeout(PATIENCE):
            while True:
                async with self._transactions.read() as session:
                    if await session.get(Hold, WHOLE_BOT) is not None:
                        return
                await asyncio.sleep(0.01)


@pytest.fixture
def office(transactions: Transactions, clock: MovableClock, settings: Settings) -> Office:
    return Office(transactions, clock, settings)


async def test_a_hold_is_obeyed_after_a_restart_and_by_the_next_leader(office: Office) -> None:
    held = await office.put(7001, Lane.BROADCAST)
    async with office.sending(Calls(c7001=Wait(HOUR, "flood", flood=True))):
        await office.reaches(held)
    urgent, other = await office.put(7001), await office.put(7002)
    calls = Calls()
    async with office.sending(calls):
        await office.reaches(other)
    assert calls.chats == [7002]
    assert await office.state(urgent) is OutboxState.WAITING


async def test_when_the_whole_bot_is_held_one_probe_is_all_that_leaves(office: Office) -> None:
    rows = [await office.put(chat) for chat in range(7001, 7007)]
    flood = Wait(HOUR, "flood", flood=True)
    calls = Calls(**{f"c{chat}": flood for chat in range(7001, 7007)})
    async with office.sending(calls):
        await office.is_held()
    assert len(calls.chats) < len(rows)


async def test_an_outcome_is_written_once_the_database_is_back_and_nothing_goes_again(office: Office) -> None:
    row, calls = await office.put(7001), Calls()
    calls.faults = 2
    async with office.sending(calls):
        await office.reaches(row)
    assert (calls.chats, await office.state(row)) == ([7001], OutboxState.SENT)
