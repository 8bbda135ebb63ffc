"""The job worker: picks up long work, does it with no transaction open, and writes its end."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Mapping
from functools import partial
from typing import Any

import structlog

from bot.clock import Clock
from bot.db.away import Away, insisting, lasting
from bot.db.transaction import Session, Transactions, wakes
from bot.errors import Unreadable
from bot.messages.base import plain
from bot.outbox.put import put
from bot.services.jobs import LEASE, Kind, Tools, claim, finish
from bot.together import ended, within
from models.jobs import Job, JobState
from models.people import Person

TRIES = 3
RENEWAL = LEASE.total_seconds() / 4
"""Seconds between two renewals of a lease: it outlasts a few that failed."""

log = structlog.get_logger("jobs")


class Taken(Exception):
    """The job belongs to another worker, or has had its end."""


class JobWorker:
    """Works jobs one after another; those of several processes share them. `kinds` is the table of what can be done."""

    def __init__(self, transactions: Transactions, kinds: Mapping[str, Kind], tools: Tools, clock: Clock) -> None:
        self._transactions = transactions
        self._kinds = kinds
        self._tools = tools
        self._clock = clock

    async def run(self) -> None:
        """Work until cancelled; a job under way is given back then."""
        wake = self._transactions.wake.jobs
        while True:
            wake.clear()
            if not await insisting(self.work_one, "jobs"):
                await within(wake, 5)

    async def work_one(self) -> bool:
        """Work the next job; return whether there was one."""
        async with self._transactions.write("claim") as session:
            job = await claim(session, now=self._clock.now())
        if job is None:
            return False
        with structlog.contextvars.bound_contextvars(job_id=job.id, job=job.kind):
            renewing = asyncio.ensure_future(lasting(partial(self._renew, job), "jobs"))
            try:
                await self._work(self._kinds[job.kind], job)
            except Taken:
                log.warning("another worker has taken the job over")
            except asyncio.CancelledError:
                await self._give_back(job)
                raise
            finally:
                await ended(renewing)
        return True

    async def _work(self, kind: Kind, job: Job) -> None:
        """Load, work, finish; a file that can't be used is answered, a bug is put off."""
        began = time.monotonic()
        try:
            loaded = await insisting(partial(self._load, kind, job), "job")
            result = await kind.work(loaded, self._tools)
            await insisting(partial(self._finish, kind, job, result), "job")
            log.info("job", seconds=round(time.monotonic() - began, 3))
        except Taken:
            raise
        except Unreadable as error:
            await insisting(partial(self._refuse, kind, job, error), "job")
        except Exception as error:  # a bug: try again, then say so
            log.exception("job failed")
            await insisting(partial(self._put_off, job, error), "job")
            if job.tries < TRIES:
                await asyncio.sleep(2**job.tries)

    async def _renew(self, job: Job) -> None:
        """After a while, tell the others that the job is still being worked."""
        await asyncio.sleep(RENEWAL)
        async with self._ours(job) as (_, fresh):
            fresh.lease_until = self._clock.now() + LEASE

    async def _load(self, kind: Kind, job: Job) -> Any:
        async with self._transactions.read() as session:
            return await kind.load(session, job)

    @contextlib.asynccontextmanager
    async def _ours(self, job: Job) -> AsyncIterator[tuple[Session, Job]]:
        """Give a writing transaction and the row of a job that is ours; so each job has one end.

        Raises:
            Taken: the lease ran out and another worker claimed it, or it has its end.
        """
        async with self._transactions.write(f"job{job.id}") as session:
            fresh = await session.get_one(Job, job.id, with_for_update=True)
            if (fresh.state, fresh.tries) != (JobState.WORKING, job.tries):
                raise Taken
            yield session, fresh

    async def _finish(self, kind: Kind, job: Job, result: object) -> None:
        async with self._ours(job) as (session, fresh):
            await finish(kind, session, fresh, result, self._tools.settings, now=self._clock.now())
            fresh.state, fresh.settled_at = JobState.DONE, self._clock.now()

    async def _refuse(self, kind: Kind, job: Job, error: Unreadable) -> None:
        async with self._ours(job) as (session, fresh):
            await kind.refused(session, fresh, error, now=self._clock.now())
            fresh.state, fresh.error, fresh.settled_at = JobState.FAILED, error.key, self._clock.now()

    async def _put_off(self, job: Job, error: BaseException) -> None:
        async with self._ours(job) as (session, fresh):
            fresh.state, fresh.error = JobState.WAITING, repr(error)[:500]
            if fresh.tries >= TRIES:
                fresh.state, fresh.settled_at = JobState.FAILED, self._clock.now()
                person = await session.get_one(Person, fresh.person_id)
                await put(session, person, plain("errors.bug"), now=self._clock.now())

    async def _give_back(self, job: Job) -> None:
        """Let another worker begin the job anew at once; where the database is away, it waits for the lease."""
        with contextlib.suppress(Taken, Away):
            async with self._ours(job) as (session, fresh):
                fresh.state, fresh.tries = JobState.WAITING, fresh.tries - 1
                wakes(session, "jobs")
