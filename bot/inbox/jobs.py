"""The job worker: picks up long work, does it with no transaction open, and writes its end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping

import structlog
from sqlalchemy import update

from bot.clock import Clock
from bot.db.transaction import Transactions
from bot.errors import Unreadable
from bot.messages.base import plain
from bot.outbox.put import put
from bot.services.jobs import Kind, Tools, claim, finish
from models.jobs import Job, JobState
from models.people import Person

TRIES = 3

log = structlog.get_logger("jobs")


class JobWorker:
    """Works jobs one after another. `kinds` is the table of what can be done."""

    def __init__(self, transactions: Transactions, kinds: Mapping[str, Kind], tools: Tools, clock: Clock) -> None:
        self._transactions = transactions
        self._kinds = kinds
        self._tools = tools
        self._clock = clock

    async def run(self) -> None:
        """Work until cancelled. What an earlier process left half-done is taken up again."""
        async with self._transactions.write("jobs") as session:
            await session.execute(update(Job).where(Job.state == JobState.WORKING).values(state=JobState.WAITING))
        wake = self._transactions.wake.jobs
        while True:
            wake.clear()
            if not await self.work_one():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(wake.wait(), timeout=10)

    async def work_one(self) -> bool:
        """Work the next job; return whether there was one."""
        async with self._transactions.write("claim") as session:
            job = await claim(session, now=self._clock.now())
        if job is None:
            return False
        kind = self._kinds[job.kind]
        with structlog.contextvars.bound_contextvars(job_id=job.id, job=job.kind):
            try:
                async with self._transactions.read() as session:
                    loaded = await kind.load(session, job)
                result = await kind.work(loaded, self._tools)
                await self._finish(kind, job, result)
            except Unreadable as error:
                await self._refuse(kind, job, error)
            except Exception as error:  # a bug or a lost connection: try again, then say so
                log.exception("job failed")
                await self._put_off(job, error)
        return True

    async def _finish(self, kind: Kind, job: Job, result: object) -> None:
        async with self._transactions.write(f"job{job.id}") as session:
            fresh = await session.get_one(Job, job.id)
            await finish(kind, session, fresh, result, self._tools.settings, now=self._clock.now())
            fresh.state, fresh.settled_at = JobState.DONE, self._clock.now()

    async def _refuse(self, kind: Kind, job: Job, error: Unreadable) -> None:
        async with self._transactions.write(f"job{job.id}") as session:
            fresh = await session.get_one(Job, job.id)
            await kind.refused(session, fresh, error, now=self._clock.now())
            fresh.state, fresh.error, fresh.settled_at = JobState.FAILED, error.key, self._clock.now()

    async def _put_off(self, job: Job, error: BaseException) -> None:
        async with self._transactions.write(f"job{job.id}") as session:
            fresh = await session.get_one(Job, job.id)
            fresh.state, fresh.error = JobState.WAITING, repr(error)[:500]
            if fresh.tries >= TRIES:
                fresh.state, fresh.settled_at = JobState.FAILED, self._clock.now()
                person = await session.get_one(Person, fresh.person_id)
                await put(session, person, plain("errors.bug"), now=self._clock.now())
        if job.tries < TRIES:
            await asyncio.sleep(2**job.tries)
