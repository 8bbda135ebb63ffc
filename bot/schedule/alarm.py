"""The alarm: one job armed at the next due row, and a safety ring for whatever the clock did meanwhile.

APScheduler drops jobs that are late and loses those killed mid-run, so nothing is stored in it: a ring asks the tables,
and ringing twice does nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import OFFICE_ZONE, Clock
from bot.config import Settings
from bot.db.away import Away, lasting
from bot.db.fence import Deposed
from bot.db.transaction import Session, Transactions

SAFETY = timedelta(seconds=30)
FAILED = timedelta(seconds=5)
"""How soon to ring again for rows that stay due because their tick failed."""

log = structlog.get_logger("alarm")


class Tick(Protocol):
    """What happens by itself: asks the tables what is due, safe to run twice."""

    async def run(self, session: Session, now: datetime, settings: Settings) -> bool:
        """Do a chunk of what is due at `now`; return whether more may be due."""
        ...

    async def next(self, session: Session, now: datetime, settings: Settings) -> datetime | None:
        """Return when something is due next, None if nothing is planned."""
        ...


class Alarm:
    """Rings the ticks when their rows are due, when woken, when the clock is moved, and every half minute."""

    def __init__(self, transactions: Transactions, ticks: Sequence[Tick], clock: Clock, settings: Settings) -> None:
        self._transactions = transactions
        self._ticks = ticks
        self._clock = clock
        self._settings = settings
        self._bell = transactions.wake.reminders
        self._leading = transactions
        clock.on_move(self._bell.set)

    async def run(self, epoch: int) -> None:
        """Ring under the leadership `epoch` until cancelled.

        Raises:
            Deposed: another process leads.
        """
        self._leading = self._transactions.under(epoch)
        self._bell.set()
        scheduler = AsyncIOScheduler(timezone=OFFICE_ZONE)
        scheduler.add_job(self._bell.set, "interval", seconds=SAFETY.total_seconds(), misfire_grace_time=None)
        scheduler.start()
        try:
            await lasting(partial(self._turn, scheduler), "alarm")
        finally:
            scheduler.shutdown(wait=False)

    async def _turn(self, scheduler: AsyncIOScheduler) -> None:
        """Wait for the bell, run what is due, arm the next. Where the database is away the bell stays rung."""
        await self._bell.wait()
        self._bell.clear()
        try:
            await self._arm(scheduler, await self.ring())
        except Away:
            self._bell.set()
            raise

    async def ring(self) -> list[Tick]:
        """Run every tick until nothing is due; return those that worked. One that fails must not silence the others."""
        worked = []
        for tick in self._ticks:
            name = type(tick).__name__
            try:
                while await self._run(tick, name):
                    log.info("more is due", tick=name)
                worked.append(tick)
            except (Away, Deposed):
                raise
            except Exception:  # the rows stay due; the safety ring comes again
                log.exception("tick failed", tick=name)
        return worked

    async def _run(self, tick: Tick, name: str) -> bool:
        now = self._clock.now()
        async with self._leading.write(f"{name}{now:%Y%m%dT%H%M%S%f}") as session:
            return await tick.run(session, now, self._settings)

    async def _arm(self, scheduler: AsyncIOScheduler, ticks: Sequence[Tick]) -> None:
        """Set the one job to the next instant at which a row of `ticks` is due.

        One that failed is left to the safety ring: its rows are due already, and it would ring without a pause.
        """
        now = self._clock.now()
        async with self._transactions.read() as session:
            instants = [await tick.next(session, now, self._settings) for tick in ticks]
        due = min((instant for instant in instants if instant is not None), default=None)
        if due is not None:
            wait = due - now if due > now else FAILED
            at = datetime.now(UTC) + wait
            scheduler.add_job(
                self._bell.set, "date", run_date=at, id="alarm", replace_existing=True, misfire_grace_time=None
            )
