"""A bot without a network: updates are stored and worked as in earnest, in a transaction that is undone after each."""

from __future__ import annotations

import itertools
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from telegram.ext import ExtBot

from bot.clock import MovableClock
from bot.config import Settings
from bot.db.engine import Database
from bot.db.transaction import Transactions, begin, settle
from bot.inbox.store import store
from bot.inbox.worker import Worker
from handlers.dispatch import handle
from models.dialogs import Dialog
from models.inbox import StoredUpdate, UpdateState
from models.outbox import OutboxMessage

BOT_ID = 1
EVERYDAY = {"inbox", "outbox", "dialog", "person", "audit"}
"""Tables that any update may touch, whoever sends it: none of them holds what the office or a unit decides."""
WRITING = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)", re.IGNORECASE)
NUMBERS = itertools.count(800_000_001)


class SilentBot(ExtBot[None]):
    """A bot that knows its name and calls nobody."""

    @property
    def username(self) -> str:
        return "SonHaBot"

    async def answer_callback_query(self, *arguments: Any, **options: Any) -> bool:
        return True


class OneConnection(Transactions):
    """Transactions inside a transaction that is held open: each is a savepoint in it."""

    def __init__(self, database: Database, connection: AsyncConnection) -> None:
        super().__init__(database)
        self._connection = connection

    @asynccontextmanager
    async def write(self, origin: str) -> AsyncIterator[AsyncSession]:
        async with self._open() as session, session.begin():
            await begin(session, origin)
            yield session
            await settle(session)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        async with self._open() as session:
            yield session

    def _open(self) -> AsyncSession:
        return AsyncSession(self._connection, expire_on_commit=False, join_transaction_mode="create_savepoint")


@dataclass
class Seen:
    """What became of an update: the texts put for its sender and for others, and the end of its row.

    `changed` are the tables that were written to, also where that was undone.
    """

    said: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    state: UpdateState = UpdateState.WAITING
    error: str | None = None


class Stage:
    """Gives updates to the worker and tells what became of them."""

    def __init__(
        self, connection: AsyncConnection, database: Database, settings: Settings, clock: MovableClock
    ) -> None:
        self.connection = connection
        self.transactions = OneConnection(database, connection)
        self.settings = settings
        self.clock = clock
        self._written: set[str] = set()
        event.listen(connection.sync_connection, "before_cursor_execute", self._note)
        self.worker = Worker(SilentBot(f"{BOT_ID}:invented"), self.transactions, handle, clock, settings)

    async def tries(self, update: dict[str, Any], *, step: tuple[str, dict[str, Any]] | None = None) -> Seen:
        """Let an update be worked, look, and undo it. `step`: where the sender stands in a dialog."""
        undone = await self.connection.begin_nested()
        try:
            return await self.works(update, step=step)
        finally:
            await undone.rollback()

    async def works(self, update: dict[str, Any], *, step: tuple[str, dict[str, Any]] | None = None) -> Seen:
        """Let an update be worked for good."""
        number = next(NUMBERS)
        async with self.transactions.write("test") as session:
            if step is not None:
                await session.merge(_dialog(update, step, self.clock))
            await store(session, BOT_ID, [{"update_id": number, **update}], now=self.clock.now())
        first = await self._last_outbox()
        self._written.clear()
        await self.worker.work_next()
        return await self._look(number, first, _sender(update))

    async def works_all(self, batch: list[dict[str, Any]]) -> tuple[set[UpdateState], int, set[str]]:
        """Let many updates be worked for good; return how they ended, how much was said, and what was written to."""
        numbered = [{"update_id": next(NUMBERS), **update} for update in batch]
        async with self.transactions.write("test") as session:
            await store(session, BOT_ID, numbered, now=self.clock.now())
        first = await self._last_outbox()
        self._written.clear()
        while await self.worker.work_next():
            pass
        async with self.transactions.read() as session:
            ends = await session.scalars(select(StoredUpdate.state).distinct())
            return set(ends), await self._last_outbox() - first, self._written - EVERYDAY

    async def _last_outbox(self) -> int:
        async with self.transactions.read() as session:
            return await session.scalar(select(OutboxMessage.id).order_by(OutboxMessage.id.desc()).limit(1)) or 0

    async def _look(self, number: int, first: int, sender: int) -> Seen:
        written = self._written - EVERYDAY
        async with self.transactions.read() as session:
            row = await session.get_one(StoredUpdate, (BOT_ID, number))
            put = list(await session.scalars(select(OutboxMessage).where(OutboxMessage.id > first)))
        seen = Seen(state=row.state, error=row.error, changed=written)
        for message in put:
            if message.method != "setMyCommands":
                text = str(message.payload.get("text", ""))
                (seen.said if message.chat_id == sender else seen.others).append(text)
                seen.buttons += [b["text"] for line in message.payload.get("buttons", ()) for b in line]
        return seen

    def _note(self, _connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if found := WRITING.match(statement):
            self._written.add(found[1])


def _sender(update: dict[str, Any]) -> int:
    body = next(iter(update.values()))
    return int(body.get("from", {}).get("id", 0))


def _dialog(update: dict[str, Any], step: tuple[str, dict[str, Any]], clock: MovableClock) -> Dialog:
    return Dialog(telegram_id=_sender(update), step=step[0], data=step[1], updated_at=clock.now())
