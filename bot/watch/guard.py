"""The guard: on the leader, compares the figures with their bounds, and tells the owners."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from bot.db.away import lasting
from bot.db.transaction import Transactions
from bot.pulse import beat
from bot.watch.alerts import Alerts
from bot.watch.bounds import judge, unknown
from bot.watch.probe import Answer
from bot.watch.touch import Touch
from bot.watch.watch import Watch

EVERY = 15.0
"""Seconds between two rounds."""
MOVED = timedelta(minutes=15)
"""For how long nothing is judged after a clock was set by hand (playground): it made things late that were not."""


class Guard:
    """Makes rounds over what `watch` sees; writes with `transactions`, which hold only for one leadership."""

    def __init__(self, watch: Watch, transactions: Transactions) -> None:
        self.watch = watch
        self._transactions = transactions
        self._alerts = Alerts(watch.settings)
        self._touch = Touch(watch.settings)
        self._noted: Answer | None = None

    async def run(self) -> None:
        """Make rounds until cancelled."""
        self.watch.leads = True
        try:
            await lasting(self._turn, "watch")
        finally:
            self.watch.leads = False

    async def round(self) -> None:
        """Note being in touch with Telegram, and tell the owners what is out of bounds or back within."""
        now = self.watch.clock.now()
        await self._note_touch(now)
        if self.watch.moved_at is not None and now - self.watch.moved_at < MOVED:
            return
        figures = await self.watch.figures()
        findings = judge(figures, self.watch.here, self.watch.settings.watch)
        if self._alerts.due(figures.alerts - unknown(self.watch.here), findings, now=now):
            async with self._transactions.write("watch") as session:
                await self._alerts.tell(session, findings, now=now)

    async def _turn(self) -> None:
        beat()
        await asyncio.sleep(EVERY)
        await self.round()

    async def _note_touch(self, now: datetime) -> None:
        """Note it once for each answer of Telegram; an old answer says nothing about now."""
        answer = self.watch.here.answer
        if answer is None or answer is self._noted or not answer.reached or answer.token_refused:
            return
        async with self._transactions.write("watch") as session:
            await self._touch.in_touch(session, now=now)
        self._touch.kept()
        self._noted = answer
