"""The dispatcher: claim (commit), call Telegram with nothing open, record the outcome (commit)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime

import structlog
from structlog.contextvars import bind_contextvars

from bot.clock import Clock
from bot.config_sections import Limits
from bot.db.away import Away, insisting, lasting
from bot.db.transaction import Session, Transactions
from bot.outbox.claim import claim, next_instant, recover, unclaim
from bot.outbox.holds import kept
from bot.outbox.known import Gate, note_send
from bot.outbox.outcome import Outcome, Unsure, Wait
from bot.outbox.pace import Pace
from bot.outbox.recorder import Recorded, Recorder
from bot.outbox.records import origin_of
from bot.together import within
from models.outbox import OutboxMessage

Deliver = Callable[[OutboxMessage], Awaitable[Outcome]]

FINISH = 60
"""Seconds that calls under way have to end and to be recorded when the dispatcher stops."""

log = structlog.get_logger("outbox")


class Dispatcher:
    """Sends what the outbox holds, at the pace that Telegram allows, several chats side by side.

    `deliver` makes the call and gives its outcome; `recorded` is told of each in the transaction that writes it.
    """

    def __init__(
        self,
        transactions: Transactions,
        deliver: Deliver,
        recorded: Recorded,
        clock: Clock,
        limits: Limits,
        *,
        gate: Gate | None = None,
    ) -> None:
        self._transactions = transactions
        self._deliver = deliver
        self._recorder = Recorder(transactions, recorded, clock)
        self._clock = clock
        self._gate = gate or Gate(())
        self._pace = Pace(limits.messages_per_second, limits.chat_per_second, limits.chat_burst)
        self._in_flight = limits.in_flight
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._known: set[int] = set()
        self._stray = False
        self._epoch = 0
        self._leading = transactions

    async def run(self, epoch: int) -> None:
        """Send under the leadership `epoch` until cancelled; calls under way are finished first.

        What became of calls of an earlier leadership of this process is recorded before rows are found half-sent.

        Raises:
            Deposed: another process leads.
        """
        await self._finish(None)
        self._epoch, self._leading = epoch, self._transactions.under(epoch)
        await insisting(self._recover, "outbox")
        try:
            await lasting(self._turn, "outbox")
        finally:
            await self._finish(FINISH)

    async def _finish(self, seconds: float | None) -> None:
        """Wait for the calls under way; what the database doesn't take in time goes on in the background."""
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=seconds)

    async def _recover(self) -> None:
        async with self._leading.write("recover") as session:
            found = await recover(session, now=self._clock.now(), epoch=self._epoch)
            for chat_id, seconds in (await kept(session, now=self._clock.now())).items():
                self._pace.hold(chat_id, time.monotonic() + seconds)
        if found:
            log.warning("found half-sent", rows=found)

    async def _turn(self) -> None:
        """Let rows leave, or wait for work, for a place or for the pace.

        Rows are claimed only when their calls may leave at once: nothing overtakes the order of the lanes, nobody who
        has to wait holds a place, and a crash leaves no row in doubt that was never on the wire.
        """
        wake = self._transactions.wake.outbox
        wake.clear()
        if len(self._busy) >= self._in_flight or self._pace.probing:
            await wake.wait()
        elif (delay := self._pace.wait_all(time.monotonic())) > 0:
            await asyncio.sleep(delay)
        else:
            slow = self._pace.slow(time.monotonic())
            places = min(self._in_flight - len(self._busy), self._pace.places(time.monotonic()))
            rows, patience = await self._claim({*self._busy, *slow}, places)
            for row in rows:
                self._pace.took(row.chat_id, time.monotonic())
                self._known.add(row.id)
                self._busy[row.chat_id] = asyncio.create_task(self._send(row), name=f"outbox {row.id}")
            if patience:
                await self._rest(wake, min([patience, *slow.values()]))

    async def _rest(self, wake: asyncio.Event, most: float) -> None:
        """Wait for work, `most` seconds at most."""
        if not await within(wake, most):
            self._pace.forget(time.monotonic())

    async def _claim(self, busy: Collection[int], most: int) -> tuple[list[OutboxMessage], float]:
        """Return up to `most` rows, and for how many seconds nothing else can become due unless someone wakes us.

        A claim whose commit was in doubt may hold, and nobody works on it: it is looked for at the next one.
        """
        now = self._clock.now()
        try:
            async with self._leading.write("claim") as session:
                if self._stray:
                    await unclaim(session, epoch=self._epoch, known=self._known)
                among = await self._gate.among(session)
                rows = await claim(session, now=now, limit=most, busy=busy, epoch=self._epoch, among=among)
                for row in rows:
                    if not row.again:
                        note_send(session, row, now.isoformat())
                patience = 0.0 if len(rows) == most else await self._seconds_to_next(session, now)
        except Away:
            self._stray = True
            raise
        self._stray = False
        return rows, patience

    async def _seconds_to_next(self, session: Session, now: datetime) -> float:
        instant = await next_instant(session, now)
        return min(5.0, max(0.01, (instant - now).total_seconds())) if instant else 5.0

    async def _send(self, row: OutboxMessage) -> None:
        """Call, and record what came of it, however long that takes: a row mustn't go again for want of its outcome."""
        bind_contextvars(outbox_id=row.id, **origin_of(row.key))  # for this task alone
        began = time.monotonic()
        try:
            try:
                outcome = await self._deliver(row)
            except Exception as error:  # a bug in the call must not leave the row without an outcome
                log.exception("call failed")
                outcome = Unsure(repr(error))
            bind_contextvars(seconds=round(time.monotonic() - began, 3))
            holds = self._obey(row.chat_id, outcome)
            await insisting(lambda: self._record(row, outcome, holds), "outcome")
            self._known.discard(row.id)
        except Exception:  # the row stays half-sent for the next leadership to settle
            log.exception("outcome not recorded")
        finally:
            self._busy.pop(row.chat_id, None)
            self._transactions.wake.outbox.set()

    def _obey(self, chat_id: int, outcome: Outcome) -> dict[int | None, float]:
        """Let the pace know what the answer means for the next calls; return the holds that a restart must obey."""
        now = time.monotonic()
        match outcome:
            case Wait(flood=True):
                whole = self._pace.flooded(chat_id, now + outcome.seconds)
                return {chat_id: outcome.seconds, **({None: whole - now} if whole else {})}
            case Wait():
                self._pace.hold(None if outcome.whole_bot else chat_id, now + outcome.seconds)
        self._pace.answered(chat_id, surely=not isinstance(outcome, Wait | Unsure))
        return {}

    async def _record(self, row: OutboxMessage, outcome: Outcome, holds: Mapping[int | None, float]) -> None:
        await self._recorder(row, outcome, holds)
        log.info("call", method=row.method, outcome=type(outcome).__name__.lower())
