"""The bell between processes: what one has committed wakes the workers of the others (PostgreSQL: LISTEN, NOTIFY).

It only saves time: every worker asks every few seconds anyway, and what is lost with a broken connection is found then.
It rings beside the transactions, not in them: a NOTIFY in each would make all commits wait for each other.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any, NoReturn

import structlog

from bot.db.engine import Database
from bot.db.lost import LOST
from bot.db.transaction import Wake
from bot.together import within

CHANNEL = "dieuphoi"
PATIENCE = 5.0
LOOK = 30.0
"""Seconds that a statement may take, and after which a silent connection is tried."""
GATHER = 0.01
REST = 2.0
"""Seconds between two rings, what is committed meanwhile is told together; and between two tries to connect."""

log = structlog.get_logger("bell")


class Bell:
    """Rings for the other processes on the database, and hears them."""

    def __init__(self, database: Database, wake: Wake) -> None:
        self._database = database
        self._wake = wake
        self._lost = False

    async def run(self) -> NoReturn:
        """Ring and listen until cancelled; connect anew when the connection is lost."""
        while True:
            try:
                await self._ring_on()
            except LOST as error:
                if not self._lost:
                    log.warning("bell lost", error=f"{type(error).__name__}: {error}")
                self._lost = True
            await asyncio.sleep(REST)

    async def _ring_on(self) -> NoReturn:
        connection = await self._database.direct(patience=PATIENCE)
        try:
            await connection.add_listener(CHANNEL, self._hear)
            connection.add_termination_listener(lambda _: self._wake.news.set())
            self._wake.here(Wake.NAMES)
            self._lost = False
            while True:
                await self._ring(connection)
                await asyncio.sleep(GATHER)
        finally:
            with contextlib.suppress(*LOST):
                await connection.close(timeout=PATIENCE)

    async def _ring(self, connection: Any) -> None:
        """Wait for news and tell them; with none for long, see whether the connection is there."""
        await within(self._wake.news, LOOK)
        names = " ".join(sorted(self._wake.untold))
        self._wake.untold.clear()
        self._wake.news.clear()
        await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, names)

    def _hear(self, connection: Any, pid: int, _channel: str, names: str) -> None:
        """Wake the workers that another process has work for; names that a newer version knows are its own affair."""
        if pid != connection.get_server_pid():
            self._wake.here(set(names.split()) & set(Wake.NAMES))
