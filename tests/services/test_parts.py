"""Parts of one transaction: each stands or falls by itself, and several updates are committed together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select, text

from bot.clock import MovableClock
from bot.config import Settings
from bot.db.engine import Database
from bot.db.parts import part
from bot.db.transaction import Session, Transactions, wakes
from bot.errors import Refusal
from bot.inbox.store import store
from bot.inbox.turn import Turn
from bot.inbox.worker import Worker
from bot.messages.base import plain
from bot.outbox.put import put
from bot.services.audit import note
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
    """Answer; refuse chat 3 and fail for chat 4 after that, and let the database refuse what is done for chat 6."""
    await turn.say(plain("common.hint"))
    if turn.actor.telegram_id == 6:
        turn.session.add(Person(telegram_id=6, created_at=turn.now))
    if turn.actor.telegram_id == 3:
        raise Refusal("common.old_button")
    if turn.actor.telegram_id == 4:
        raise ZeroDivisionError


@dataclass(frozen=True)
class Chat:
    telegram_id: int
    language: str = "vi"


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
    transactions: Transactions, clock: MovableClock, settings: Settings, chats: int = 5
) -> tuple[dict[int, UpdateState], list[tuple[int, str]], int]:
    """Work an update of each of `chats`; return how they ended, what was said to whom, and how many goes it took."""
    worker, goes = Worker(SilentBot("1:invented"), transactions, handle, clock, settings), 0
    async with transactions.write("poll") as session:
        await store(session, 1, [said(number, number) for number in range(1, chats + 1)], now=clock.now())
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


async def test_what_the_database_refuses_harms_no_other(
    transactions: Transactions, clock: MovableClock, settings: Settings
) -> None:
    states, put, goes = await worked(transactions, clock, settings, 6)
    assert (states, put) == ({**STATES, 6: UpdateState.WAITING}, PUT)
    assert goes == 1 + 6


@pytest.fixture
def written(database: Database) -> list[str]:
    """What was written, statement by statement: the word that it begins with, or the savepoint."""
    found: list[str] = []

    @event.listens_for(database.writer.sync_engine, "before_cursor_execute")
    def _note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith(("SELECT", "BEGIN")):
            found.append(" ".join(statement.split()[: 4 if statement.startswith("ROLLBACK") else 3]))

    return found


async def test_a_part_that_writes_at_its_end_needs_no_savepoint_and_messages_go_together(
    transactions: Transactions, clock: MovableClock, written: list[str]
) -> None:
    async with transactions.write("whole") as session:
        for number in (1, 2):
            async with part(session, f"u{number}"):
                session.add(Person(telegram_id=number, created_at=clock.now()))
                note(session, Chat(number), "joined", f"person {number}", now=clock.now())
                await put(session, Chat(number), plain("common.hint"), now=clock.now())
    assert written == ["INSERT INTO person", "INSERT INTO person", "INSERT INTO audit", "INSERT INTO outbox"]


KEYS = select(OutboxMessage.key).order_by(OutboxMessage.id)


async def looking(session: Session, clock: MovableClock) -> None:
    async with part(session, "u2"):
        await put(session, Chat(2), plain("common.hint"), now=clock.now())
        assert list(await session.scalars(KEYS)) == ["u1:1", "u2:1"]
        raise ZeroDivisionError


async def test_what_a_part_puts_is_seen_and_undone_with_it(
    transactions: Transactions, clock: MovableClock, written: list[str]
) -> None:
    """The second part's look writes the first's message too; undone with it, that is written again at the end."""
    async with transactions.write("whole") as session:
        async with part(session, "u1"):
            await put(session, Chat(1), plain("common.hint"), now=clock.now())
        with pytest.raises(ZeroDivisionError):
            await looking(session, clock)
        async with part(session, "u3"):
            await put(session, Chat(3), plain("common.hint"), now=clock.now())
        assert list(await session.scalars(KEYS)) == ["u1:1", "u3:1"]
    assert written == ["SAVEPOINT part", "INSERT INTO outbox", "ROLLBACK TO SAVEPOINT part", "INSERT INTO outbox"]


async def test_what_collided_counts_no_try_and_is_worked_again(
    on_postgresql: str, clock: MovableClock, settings: Settings
) -> None:
    """It collides in the group, and once more when it is alone."""
    database, goes = Database(on_postgresql), []
    transactions = Transactions(database)

    async def colliding(turn: Turn) -> None:
        goes.append(turn.actor.telegram_id)
        if goes.count(2) in (1, 2) and turn.actor.telegram_id == 2:
            await turn.session.execute(text("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40P01'; END $$"))

    worker = Worker(SilentBot("1:invented"), transactions, colliding, clock, settings)
    async with transactions.write("poll") as session:
        await store(session, 1, [said(number, number) for number in (1, 2)], now=clock.now())
    while await worker.work_next():
        pass
    async with transactions.read() as session:
        ends = [(row.state, row.tries) for row in await session.scalars(select(StoredUpdate))]
    assert ends == [(UpdateState.DONE, 0)] * 2
    assert goes == [1, 2, 1, 2, 2]
    await database.close()
