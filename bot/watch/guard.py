"""The guard: on the leader, compares the figures with their bounds, and tells the owners."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.watch.alerts import Alerts
from bot.watch.away import Away
from bot.watch.bounds import judge
from bot.watch.probe import Answer
from bot.watch.watch import DATABASE, Watch

EVERY = 15.0
"""Seconds between two rounds."""
MOVED = timedelta(minutes=15)
"""For how long nothing is judged after a clock was set by hand (playground): it made things late that were not."""

log = structlog.get_logger("watch")


class Guard:
    """Makes rounds over what `watch` sees."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self._alerts = Alerts(watch.settings)
        self._away = Away(watch.settings)
        self._noted: Answer | None = None
        self._moved_at: datetime | None = None
        watch.clock.on_move(self._moved)

    async def run(self) -> None:
        """Make rounds until cancelled."""
        self.watch.leads = True
        try:
            while True:
                await asyncio.sleep(EVERY)
                self.watch.pulse.beat()
                try:
                    await self.round()
                except DATABASE as error:
                    log.warning("the figures can't be read", error=type(error).__name__)
        finally:
            self.watch.leads = False

    async def round(self) -> None:
        """Note being in touch with Telegram, and tell the owners what is out of bounds or back within."""
        now = self.watch.clock.now()
        await self._note_touch(now)
        if self._moved_at is not None and now - self._moved_at < MOVED:
            return
        figures = await self.watch.figures()
        findings = judge(figures, self.watch.here, self.watch.settings.watch)
        if self._alerts.due(figures.alerts, findings, now=now):
            async with self.watch.transactions.write("watch") as session:
                await self._alerts.tell(session, findings, now=now)

    async def _note_touch(self, now: datetime) -> None:
        """Note it once for each answer of Telegram; an old answer says nothing about now."""
        answer = self.watch.here.answer
        if answer is None or answer is self._noted or not answer.reached or answer.token_refused:
            return
        async with self.watch.transactions.write("watch") as session:
            await self._away.in_touch(session, now=now)
        self._noted = answer

    def _moved(self) -> None:
        self._moved_at = self.watch.clock.now()
