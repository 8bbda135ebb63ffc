"""The daily copy, made while the bot runs: outside the event loop, and late rather than never."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.calendar.deadlines import office_moment
from bot.clock import OFFICE_ZONE, Clock
from bot.config import Settings
from bot.db.backup import back_up
from bot.db.copies import newest
from bot.db.engine import Database
from bot.errors import DieuPhoiError

LOOK = 60.0
"""Seconds between two looks; the first comes as long after the start, which has better to do."""

log = structlog.get_logger("backups")


class Backups:
    """Makes a copy whenever there is none since the latest hour of copies, and keeps the journal to its term."""

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings

    async def run(self) -> None:
        """Look every minute until cancelled; a copy that failed is tried again at the next look."""
        while True:
            await asyncio.sleep(LOOK)
            try:
                await asyncio.to_thread(self.look)
            except (DieuPhoiError, OSError) as error:
                log.error("no copy made", error=str(error))

    def look(self) -> bool:
        """Make a copy if one is due and return whether it was; blocks for as long as that takes.

        Raises:
            DieuPhoiError: the copy could not be made.
            OSError: the folders can't be read.
        """
        now, journal = self._clock.now(), self._database.journal
        if journal is not None:
            journal.tidy(now)
        gap = journal is not None and journal.gap
        if not gap and not due(newest(self._settings, self._database, now=now), self._settings, now):
            return False
        if journal is not None:
            journal.gap = False  # before the copy: a gap that opens meanwhile asks for another
        try:
            copy = back_up(self._settings, self._database, now=now)
        except DieuPhoiError:
            if journal is not None:
                journal.gap = gap
            raise
        log.info("copy made", file=copy.name)
        return True


def due(latest: datetime | None, settings: Settings, now: datetime) -> bool:
    """Return whether there is no copy since the latest hour of copies: today's, or yesterday's before it has come."""
    today = now.astimezone(OFFICE_ZONE).date()
    hour = office_moment(today, settings.backup.at)
    if now < hour:
        hour = office_moment(today - timedelta(days=1), settings.backup.at)
    return latest is None or latest < hour
