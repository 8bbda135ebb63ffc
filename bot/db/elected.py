"""Leadership on PostgreSQL: an advisory lock on a connection of its own, a heartbeat, and an epoch that fences.

The server lets the lock go when its session ends. A process that was stopped or cut off keeps its session, so whoever
waits looks at the leader's heartbeat, by the server's clock, and ends all sessions of one that has fallen silent.
Silence of LATE, a look every REST and the ends of two statements: another leads within 12 s.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import structlog
from asyncpg import exceptions

from bot.db.engine import Database
from bot.db.fence import NAME, Deposed
from bot.db.leader import Work
from bot.db.lost import LOST
from bot.together import ended, within

LOCK = 0x6469_6575
"""Names the lock among the advisory locks of the database."""
BEAT = 2.0
LATE = 8
REST = 1.0
"""Seconds between two heartbeats, of silence after which a leader is ended, and between two looks of who waits."""
PATIENCE = 2.0
"""Seconds that one statement may take: with BEAT, a leader that is cut off knows it before it is ended."""

GET = "SELECT pg_try_advisory_lock($1)"
LET_GO = "SELECT pg_advisory_unlock($1)"
ROW = "SELECT epoch FROM leadership WHERE name = $1 FOR UPDATE"
COUNT_UP = """
INSERT INTO leadership (name, epoch, owner, since, beat) VALUES ($1, 1, $2, clock_timestamp(), clock_timestamp())
ON CONFLICT (name) DO UPDATE
SET epoch = leadership.epoch + 1, owner = excluded.owner, since = excluded.since, beat = excluded.beat
RETURNING epoch
"""
STILL_HERE = "UPDATE leadership SET beat = clock_timestamp() WHERE name = $1 AND epoch = $2 RETURNING epoch"
END = """
WITH silent AS (
    SELECT owner FROM leadership WHERE name = $1 AND beat < clock_timestamp() - make_interval(secs => $2)
    UNION
    SELECT s.application_name FROM pg_locks l JOIN pg_stat_activity s USING (pid)
    WHERE l.locktype = 'advisory' AND l.database = s.datid AND l.classid = 0 AND l.objid = $3 AND l.granted
      AND NOT EXISTS (
          SELECT FROM leadership WHERE name = $1 AND beat >= clock_timestamp() - make_interval(secs => $2)
      )
)
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user
  AND application_name IN (SELECT owner FROM silent) AND application_name <> $4
"""

log = structlog.get_logger("leader")


class ElectedLeader:
    """One of several processes on one PostgreSQL database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def run(self, work: Work) -> None:
        """Wait for the lock; do `work` while it is held; begin anew when it is lost. Clean ends hand over at once."""
        lost = False
        while True:
            try:
                async with self._connection() as connection:
                    epoch = await self._won(connection)
                    lost = False
                    log.info("leading", epoch=epoch)
                    await self._lead(connection, epoch, work)
            except (Deposed, *LOST) as error:
                if not lost:
                    log.warning("not leading", error=f"{type(error).__name__}: {error}")
                lost = True
            await asyncio.sleep(REST)

    @contextlib.asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        connection = await self._database.direct(patience=PATIENCE)
        try:
            yield connection
        finally:
            with contextlib.suppress(*LOST):
                await connection.close(timeout=PATIENCE)

    async def _won(self, connection: Any) -> int:
        """Wait until this process leads; return its epoch."""
        while True:
            epoch = await self.attempt(connection)
            if epoch is not None:
                return epoch
            await asyncio.sleep(REST)

    async def attempt(self, connection: Any) -> int | None:
        """Take the lock and count up; None where another has the lock, or a transaction of the last leader is open."""
        if await connection.fetchval(GET, LOCK):
            try:
                return await self._count_up(connection)
            except exceptions.LockNotAvailableError:
                await connection.execute(LET_GO, LOCK)
        if ends := await connection.fetchval(END, NAME, LATE, LOCK, self._database.name):
            log.warning("sessions of a silent leader ended", sessions=ends)
        return None

    async def _count_up(self, connection: Any) -> int:
        async with connection.transaction():
            await connection.execute("SET LOCAL lock_timeout = '1s'")
            await connection.fetchval(ROW, NAME)
            return int(await connection.fetchval(COUNT_UP, NAME, self._database.name))

    async def _lead(self, connection: Any, epoch: int, work: Work) -> None:
        """Do `work` with a beating heart: the heart beats on until the work has put its things in order."""
        heart = asyncio.ensure_future(self._beat(connection, epoch))
        working = asyncio.ensure_future(work(epoch))
        try:
            done, _ = await asyncio.wait([heart, working], return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            await ended(working)
            await ended(heart)

    async def _beat(self, connection: Any, epoch: int) -> None:
        """Say every BEAT that we are here.

        Raises:
            Deposed: another leads, or the server can't be heard.
        """
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        while not lost.is_set():
            try:
                if await connection.fetchval(STILL_HERE, NAME, epoch) is None:
                    break
            except LOST as error:
                raise Deposed(f"no heartbeat: {type(error).__name__} {error}") from error
            await within(lost, BEAT)
        raise Deposed(f"epoch {epoch} is over")
