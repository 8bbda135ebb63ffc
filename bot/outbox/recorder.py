"""The recorder: what became of calls is written in groups, each call's outcome under its own guards.

A commit costs more than what is written in it, and nobody waits for an outcome but the next message to the same chat.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import structlog
from sqlalchemy import bindparam, select

from bot.clock import Clock
from bot.db.away import Away
from bot.db.transaction import Session, Transactions
from bot.outbox.holds import keep
from bot.outbox.known import note_send
from bot.outbox.outcome import Outcome, Sent, learn
from models.outbox import OutboxMessage

Recorded = Callable[[Session, OutboxMessage, Outcome], Awaitable[None]]

GATHERING = 0.02
"""Seconds for which outcomes gather; by so much longer a call counts as under way."""

ROWS = (
    select(OutboxMessage)
    .where(OutboxMessage.id.in_(bindparam("ids", expanding=True)))
    .order_by(OutboxMessage.id)
    .with_for_update()
)

log = structlog.get_logger("outbox")


@dataclass(frozen=True)
class Told:
    """The outcome of the call made for `row` as it was claimed, and the promise that it is written.

    `holds` are the seconds for which Telegram wants no calls to a chat (None: to anyone).
    """

    row: OutboxMessage
    outcome: Outcome
    holds: Mapping[int | None, float]
    written: asyncio.Future[None]


class Recorder:
    """Writes outcomes; `recorded` is told of each in the transaction that writes it."""

    def __init__(self, transactions: Transactions, recorded: Recorded, clock: Clock) -> None:
        self._transactions = transactions
        self._recorded = recorded
        self._clock = clock
        self._told: list[Told] = []
        self._writing: asyncio.Task[None] | None = None

    async def __call__(self, row: OutboxMessage, outcome: Outcome, holds: Mapping[int | None, float]) -> None:
        """Write the outcome of a call and what it holds up; return once both are committed.

        Raises:
            Away: the database can't write now, or its answer was lost; it does no harm to write the same again.
        """
        told = Told(row, outcome, holds, asyncio.get_running_loop().create_future())
        self._told.append(told)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all(), name="outbox outcomes")
        await told.written

    async def _write_all(self) -> None:
        try:
            while self._told:
                await asyncio.sleep(GATHERING)
                group, self._told = self._told, []
                await self._settle(group)
        finally:
            self._writing = None

    async def _settle(self, group: list[Told]) -> None:
        """Write a group; where one of them can't be written, each alone, so that it harms no other."""
        try:
            await self._write(group)
        except Exception as error:  # noqa: BLE001 - it is handed on to whoever told the outcome
            if len(group) > 1 and not isinstance(error, Away):
                for each in group:
                    await self._settle([each])
                return
            for each in group:
                each.written.set_exception(error)
        else:
            for each in group:
                each.written.set_result(None)

    async def _write(self, group: list[Told]) -> None:
        async with self._transactions.write("sent") as session:
            rows = {row.id: row for row in await session.scalars(ROWS, {"ids": [each.row.id for each in group]})}
            for each in group:
                await self._learn(session, rows[each.row.id], each)

    async def _learn(self, session: Session, fresh: OutboxMessage, told: Told) -> None:
        now = self._clock.now()
        for chat_id, seconds in told.holds.items():
            await keep(session, chat_id, seconds, now=now)
        if not learn(fresh, told.row, told.outcome, now):
            log.warning("outcome came late", outbox_id=fresh.id, state=fresh.state.value)
            return
        note_send(session, fresh, now.isoformat(), told.outcome.file_id if isinstance(told.outcome, Sent) else None)
        await self._recorded(session, fresh, told.outcome)
