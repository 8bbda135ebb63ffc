"""The watch of one process: what it sees of itself, and whether it may be given work."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.db.away import Away
from bot.db.transaction import Transactions
from bot.db.version import newest, present
from bot.pulse import beat
from bot.watch import probe, rows
from bot.watch.figures import Figures, figures_of
from bot.watch.here import Here, free_disk, newest_copy
from bot.watch.meters import Meters, Scrape
from bot.watch.replies import Replies
from models.outbox import OutboxMessage

EVERY = 60.0
"""Seconds between two questions to Telegram."""
PATIENCE = 3.0
"""Seconds within which the database has to answer."""
DATABASE = (Away, SQLAlchemyError, OSError, TimeoutError)


class Watch:
    """Looks at the bot of this process; `leads` is set by the guard, which only the leader has; `moved_at` is when
    the clock was set by hand, if it was. `patience`: seconds within which the database has to answer.
    """

    def __init__(
        self, transactions: Transactions, clock: Clock, settings: Settings, *, patience: float = PATIENCE
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.transactions = transactions
        self.pulse = transactions.pulse
        self._patience = patience
        self.here = Here()
        self.leads = False
        self.moved_at: datetime | None = None
        self._began = clock.now()
        self._meters = Meters()
        self._replies = Replies()
        clock.on_move(self._moved)

    async def run(self) -> None:
        """Look around until cancelled."""
        while True:
            beat()
            await self.look()
            await asyncio.sleep(EVERY)

    async def look(self) -> None:
        """Look at this machine, and ask Telegram unless it ordered everything to wait."""
        answer = self.here.answer
        if not await self._ordered_to_wait():
            answer = await probe.ask(self.settings.telegram, now=SystemClock().now())
        free = await asyncio.to_thread(free_disk, self.transactions.database, self.settings)
        now = self.clock.now()
        copied = await asyncio.to_thread(newest_copy, self.transactions.database, self.settings, now)
        # An office whose copies never succeed is told as well: without one, age counts from the start.
        age = now - (copied or self._began)
        self.here = Here(answer, free, age.total_seconds())

    def called(self, row: OutboxMessage, outcome: str) -> None:
        """Note the outcome of a call."""
        self._meters.called(row.method, outcome)
        self._replies.note(row)

    async def figures(self) -> Figures:
        """Read the figures from the rows."""
        async with self.transactions.read() as session:
            return await figures_of(session, now=self.clock.now())

    async def metrics(self) -> bytes:
        """Return everything in Prometheus' text form, without the rows where the database doesn't answer."""
        figures = None
        with contextlib.suppress(*DATABASE):
            async with asyncio.timeout(self._patience):
                figures = await self.figures()
                async with self.transactions.read() as session:
                    self._meters.replied(await self._replies.waited(session))
        return self._meters.show(Scrape(figures, self.here, self.leads, self.pulse.silences()))

    async def unready(self) -> list[str]:
        """Return why this process should be given no work; empty: it may."""
        found = [f"stuck:{name}" for name in self.pulse.stuck()]
        if not self.pulse.silences():
            found.append("starting")
        if self.here.answer is not None and self.here.answer.token_refused:
            found.append("token_refused")
        return found + await self._unready_database()

    async def _unready_database(self) -> list[str]:
        try:
            async with asyncio.timeout(self._patience), self.transactions.read() as session:
                version = await (await session.connection()).run_sync(present)
                if version != newest():
                    return ["schema"]
                return ["held"] if await rows.held(session) else []
        except DATABASE:
            return ["database"]

    def _moved(self) -> None:
        self.moved_at = self.clock.now()

    async def _ordered_to_wait(self) -> bool:
        try:
            async with asyncio.timeout(self._patience), self.transactions.read() as session:
                return (await rows.holds(session, self.clock.now()))[1] is not None
        except DATABASE:
            return False
