"""Jobs: long work in three steps, so that no network, parsing or drawing sits inside a transaction.

`load` reads rows (reading transaction), `work` does the long part with nothing open, `finish` changes rows and puts
messages in the transaction that marks the job done, once `authorise` has asked again who may. `refused` answers an
expected failure of the work.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy import or_, select

from bot.config import Settings
from bot.db.transaction import Session, wakes
from bot.errors import Refusal, Unreadable
from bot.services.access import Actor, actor_of
from bot.services.denials import note_denial
from models.jobs import Job, JobState
from models.people import Person

LEASE = timedelta(seconds=20)
"""For how long a job is its worker's: it is renewed while the work goes on, and runs out when the worker is gone."""

log = structlog.get_logger("jobs")


@dataclass(frozen=True)
class Tools:
    """What long work may use: `download` fetches a file that a person sent, by Telegram's file id."""

    download: Callable[[str], Awaitable[bytes]]
    settings: Settings
    bot_name: Callable[[], str]


class Kind(Protocol):
    """One kind of long work."""

    async def load(self, session: Session, job: Job) -> Any:
        """Read what the work needs."""
        ...

    async def work(self, loaded: Any, tools: Tools) -> Any:
        """Do the long part; raise Unreadable where the file at hand can't be used."""
        ...

    async def authorise(self, session: Session, actor: Actor, job: Job) -> None:
        """Ask the table of who may again, as things stand at the end; raise Refusal where the actor may not."""
        ...

    async def finish(self, session: Session, job: Job, result: Any, *, now: datetime) -> None:
        """Change rows and put messages."""
        ...

    async def refused(self, session: Session, job: Job, error: Unreadable, *, now: datetime) -> None:
        """Answer that the work can't be done."""
        ...


async def ask(session: Session, actor: Actor, kind: str, payload: dict[str, Any], *, now: datetime) -> Job:
    """Put a job; a worker picks it up right after the commit."""
    job = Job(kind=kind, person_id=actor.person_id, payload=payload, created_at=now)
    session.add(job)
    await session.flush()
    wakes(session, "jobs")
    log.info("job asked", job_id=job.id, job=kind)
    return job


async def finish(kind: Kind, session: Session, job: Job, result: object, settings: Settings, *, now: datetime) -> None:
    """End a job for whoever asked for it, if they still may: a role can end while the work is under way."""
    person = await session.get_one(Person, job.person_id)
    actor = await actor_of(session, person, settings.owners.telegram_ids)
    try:
        await kind.authorise(session, actor, job)
    except Refusal as refusal:
        await note_denial(session, actor, refusal, f"job {job.id}", now=now)
        await kind.refused(session, job, Unreadable(refusal.key, **refusal.values), now=now)
        return
    await kind.finish(session, job, result, now=now)


async def claim(session: Session, *, now: datetime) -> Job | None:
    """Lease the oldest job that nobody works on. Its number of tries tells this claim from later ones."""
    free = or_(Job.state == JobState.WAITING, (Job.state == JobState.WORKING) & (Job.lease_until < now))
    job = await session.scalar(select(Job).where(free).order_by(Job.id).limit(1).with_for_update(skip_locked=True))
    if job is not None:
        job.state, job.lease_until, job.tries = JobState.WORKING, now + LEASE, job.tries + 1
    return job


async def any_open(session: Session) -> bool:
    """Return whether long work waits or is under way."""
    open_ones = Job.state.in_((JobState.WAITING, JobState.WORKING))
    return await session.scalar(select(Job.id).where(open_ones).limit(1)) is not None
