"""The dispatcher: claim (commit), call Telegram with nothing open, record the outcome (commit)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection

import structlog

from bot.clock import Clock
from bot.config_sections import Limits
from bot.db.transaction import Session, Transactions
from bot.outbox.claim import claim, next_instant, recover
from bot.outbox.outcome import Outcome, Unsure, Wait, settle
from bot.outbox.pace import Pace
from models.outbox import OutboxMessage

Deliver = Callable[[OutboxMessage], Awaitable[Outcome]]
Recorded = Callable[[Session, OutboxMessage, Outcome], Awaitable[None]]

log = structlog.get_logger("outbox")


class Dispatcher:
    """Sends what the outbox holds, at the pace that Telegram allows, several chats side by side.

    `deliver` makes the call and gives its outcome; `recorded` is told of each in the transaction that writes it.
    """

    def __init__(
        self, transactions: Transactions, deliver: Deliver, recorded: Recorded, clock: Clock, limits: Limits
    ) -> None:
        self._transactions = transactions
        self._deliver = deliver
        self._recorded = recorded
        self._clock = clock
        self._pace = Pace(limits.messages_per_second, limits.chat_per_second, limits.chat_burst)
        self._in_flight = limits.in_flight
        self._busy: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Send until cancelled; calls under way are finished first."""
        async with self._transactions.write("recover") as session:
            await recover(session, now=self._clock.now(), all_of_them=True)
        try:
            while True:
                await self._turn()
        finally:
            await asyncio.shield(asyncio.gather(*self._busy.values(), return_exceptions=True))

    async def idle(self) -> bool:
        """Return whether nothing is on the wire."""
        return not self._busy

    async def _turn(self) -> None:
        """Let one row leave, or wait for work, for a place or for the pace.

        A row is claimed only when its call may leave at once: nothing overtakes the order of the lanes, nobody who has
        to wait holds a place, and a crash leaves no row in doubt that was never on the wire.
        """
        wake = self._transactions.wake.outbox
        wake.clear()
        if len(self._busy) >= self._in_flight:
            await wake.wait()
        elif (delay := self._pace.wait_all(time.monotonic())) > 0:
            await asyncio.sleep(delay)
        else:
            slow = self._pace.slow(time.monotonic())
            row, patience = await self._claim({*self._busy, *slow})
            if row is not None:
                self._pace.took(row.chat_id, time.monotonic())
                self._busy[row.chat_id] = asyncio.create_task(self._send(row), name=f"outbox {row.id}")
            else:
                await self._rest(wake, min([patience, *slow.values()]))

    async def _rest(self, wake: asyncio.Event, most: float) -> None:
        """Wait for work, `most` seconds at most."""
        try:
            await asyncio.wait_for(wake.wait(), timeout=most)
        except TimeoutError:
            self._pace.forget(time.monotonic())

    async def _claim(self, busy: Collection[int]) -> tuple[OutboxMessage | None, float]:
        """Return the next row, or how many seconds nothing can become due unless someone wakes us."""
        now = self._clock.now()
        async with self._transactions.write("claim") as session:
            rows = await claim(session, now=now, limit=1, busy=busy)
            instant = None if rows else await next_instant(session, now)
        seconds = (instant - now).total_seconds() if instant else 5.0
        return rows[0] if rows else None, min(5.0, max(0.01, seconds))

    async def _send(self, row: OutboxMessage) -> None:
        """Call, record."""
        try:
            try:
                outcome = await self._deliver(row)
            except Exception as error:  # a bug in the call must not leave the row without an outcome
                log.exception("call failed", outbox_id=row.id)
                outcome = Unsure(repr(error))
            if isinstance(outcome, Wait):
                self._pace.hold(None if outcome.whole_bot else row.chat_id, time.monotonic() + outcome.seconds)
            await self._record(row, outcome)
        finally:
            self._busy.pop(row.chat_id, None)
            self._transactions.wake.outbox.set()

    async def _record(self, row: OutboxMessage, outcome: Outcome) -> None:
        async with self._transactions.write(f"sent{row.id}") as session:
            fresh = await session.get_one(OutboxMessage, row.id, with_for_update=True)
            settle(fresh, outcome, self._clock.now())
            await self._recorded(session, fresh, outcome)
        log.info("call", outbox_id=row.id, method=row.method, outcome=type(outcome).__name__.lower())
