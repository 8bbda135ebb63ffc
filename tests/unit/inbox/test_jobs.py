"""The job worker: a job that can't be ended is undone and parked, and the worker goes on."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.clock import MovableClock
from bot.config import Settings
from bot.db.transaction import Session, Transactions
from bot.inbox.jobs import TRIES, JobWorker
from bot.services.access import Actor
from bot.services.jobs import Kind, Tools, claim
from bot.together import ended
from models.jobs import Job, JobState
from models.outbox import OutboxMessage
from models.people import Person


class BadEnd:
    """A kind of work whose end fails after it has changed something."""

    async def load(self, session: Session, job: Job) -> None:
        return None

    async def work(self, loaded: None, tools: Tools) -> None:
        return None

    async def authorise(self, session: Session, actor: Actor, job: Job) -> None:
        return None

    async def finish(self, session: Session, job: Job, result: None, *, now: Any) -> None:
        (await session.get_one(Person, job.person_id)).full_name = "half done"
        raise RuntimeError("a bug")

    async def refused(self, session: Session, job: Job, error: Any, *, now: Any) -> None:
        raise AssertionError("nothing is unreadable here")


class Overtaken(BadEnd):
    """A kind of work during which another worker claims the job, because the lease ran out."""

    def __init__(self, transactions: Transactions, clock: MovableClock) -> None:
        self.ends = 0
        self._transactions = transactions
        self._clock = clock

    async def work(self, loaded: None, tools: Tools) -> None:
        self._clock.advance(timedelta(minutes=1))
        async with self._transactions.write("claim") as session:
            assert await claim(session, now=self._clock.now()) is not None

    async def finish(self, session: Session, job: Job, result: None, *, now: Any) -> None:
        self.ends += 1


class Endless(BadEnd):
    """A kind of work that goes on until it is stopped."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()

    async def work(self, loaded: None, tools: Tools) -> None:
        self.begun.set()
        await asyncio.Event().wait()


async def no_download(file_id: str) -> bytes:
    raise AssertionError(file_id)


async def working(
    kind: Kind, transactions: Transactions, clock: MovableClock, settings: Settings, tries: int = 0
) -> JobWorker:
    """Put a job of `kind`; return the worker that does such."""
    async with transactions.write("u1") as session:
        person = Person(telegram_id=7001, language="vi", created_at=clock.now())
        session.add(person)
        await session.flush()
        session.add(Job(kind="bad", person_id=person.id, payload={}, tries=tries, created_at=clock.now()))
    tools = Tools(no_download, settings, lambda: "SonHaBot")
    return JobWorker(transactions, {"bad": kind}, tools, clock)


async def test_a_job_that_fails_at_its_end_is_undone_and_parked(
    transactions: Transactions, clock: MovableClock, settings: Settings
) -> None:
    worker = await working(BadEnd(), transactions, clock, settings, tries=TRIES - 1)
    assert await worker.work_one()
    async with transactions.read() as session:
        assert (await session.scalars(select(Job.state))).one() is JobState.FAILED
        assert (await session.scalars(select(Person.full_name))).one() is None
        assert len(list(await session.scalars(select(OutboxMessage)))) == 1


async def test_a_worker_whose_job_was_taken_over_does_not_end_it(
    transactions: Transactions, clock: MovableClock, settings: Settings
) -> None:
    kind = Overtaken(transactions, clock)
    worker = await working(kind, transactions, clock, settings)
    assert await worker.work_one()
    async with transactions.read() as session:
        job = (await session.scalars(select(Job))).one()
    assert (kind.ends, job.state, job.tries) == (0, JobState.WORKING, 2)


async def test_a_job_is_given_back_by_a_worker_that_is_stopped(
    transactions: Transactions, clock: MovableClock, settings: Settings
) -> None:
    kind = Endless()
    worker = await working(kind, transactions, clock, settings)
    task = asyncio.create_task(worker.work_one())
    await kind.begun.wait()
    await ended(task)
    async with transactions.read() as session:
        job = (await session.scalars(select(Job))).one()
    assert (job.state, job.tries) == (JobState.WAITING, 0)
