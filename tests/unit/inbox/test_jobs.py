"""The job worker: a job that can't be ended is undone and parked, and the worker goes on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.clock import MovableClock
from bot.config import Settings
from bot.db.transaction import Session, Transactions
from bot.inbox.jobs import TRIES, JobWorker
from bot.services.access import Actor
from bot.services.jobs import Tools
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


async def no_download(file_id: str) -> bytes:
    raise AssertionError(file_id)


async def test_a_job_that_fails_at_its_end_is_undone_and_parked(
    transactions: Transactions, clock: MovableClock, settings: Settings
) -> None:
    async with transactions.write("u1") as session:
        person = Person(telegram_id=7001, language="vi", created_at=clock.now())
        session.add(person)
        await session.flush()
        session.add(Job(kind="bad", person_id=person.id, payload={}, tries=TRIES - 1, created_at=clock.now()))
    tools = Tools(no_download, settings, lambda: "SonHaBot")
    assert await JobWorker(transactions, {"bad": BadEnd()}, tools, clock).work_one()
    async with transactions.read() as session:
        assert (await session.scalars(select(Job.state))).one() is JobState.FAILED
        assert (await session.scalars(select(Person.full_name))).one() is None
        assert len(list(await session.scalars(select(OutboxMessage)))) == 1
