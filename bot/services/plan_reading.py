"""The job that reads a plan: fetched and read with no transaction open, then stored, matched and shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.db.transaction import Session
from bot.errors import Unreadable
from bot.messages.base import Message, plain
from bot.messages.plan_steps import Known
from bot.messages.plans import Summary
from bot.outbox.put import put
from bot.services import plan_units, plan_updates
from bot.services.access import Actor, actor_of
from bot.services.jobs import Tools
from bot.services.plan_turns import is_turn
from bot.services.plans import digest_of, erase, known_conference, plan_of, shown
from models.jobs import Job
from models.people import Person
from models.plans import Plan, PlanState
from models.stored_files import StoredFile

Read = Callable[[bytes, str], Awaitable[dict[str, Any]]]


@dataclass(frozen=True)
class Loaded:
    """The file to read; None where it was forgotten meanwhile."""

    name: str
    telegram_file_id: str


@dataclass(frozen=True)
class Found:
    """The bytes of a file and what was read in them."""

    data: bytes
    reading: dict[str, Any]
    owners: tuple[int, ...] = ()


class ReadPlan:
    """Reads a plan by `read`, which raises Unreadable for a file that is none (see `bot.services.jobs.Kind`)."""

    def __init__(self, read: Read) -> None:
        self._read = read

    async def load(self, session: Session, job: Job) -> Loaded | None:
        """Read where the file is."""
        plan = await session.get_one(Plan, job.payload["plan_id"])
        file = await session.get(StoredFile, plan.file_id) if plan.file_id is not None else None
        return Loaded(file.name, file.telegram_file_id or "") if file else None

    async def work(self, loaded: Loaded | None, tools: Tools) -> Found | None:
        """Fetch and read the file."""
        if loaded is None:
            return None
        data = await tools.download(loaded.telegram_file_id)
        return Found(data, await self._read(data, loaded.name), tools.settings.owners.telegram_ids)

    async def authorise(self, session: Session, actor: Actor, job: Job) -> None:
        """Let whoever sent the plan work on it."""
        await plan_of(session, actor, job.payload["plan_id"])

    async def finish(self, session: Session, job: Job, result: Found | None, *, now: datetime) -> None:
        """Keep what was read, match its units and show the summary."""
        plan = await session.get_one(Plan, job.payload["plan_id"])
        if result is None or plan.state is not PlanState.READING:
            return
        person = await session.get_one(Person, job.person_id)
        digest = digest_of(result.data)
        twin = await _same_draft(session, plan, digest)
        if twin is not None:
            await erase(session, plan, PlanState.FORGOTTEN)
            await put(session, person, Summary(await shown(session, twin), note="plans.same_draft"), now=now)
            return
        file = await session.get_one(StoredFile, plan.file_id)
        file.content, file.size = result.data, len(result.data)
        plan.reading, plan.digest, plan.state = result.reading, digest, PlanState.DRAFT
        await plan_units.match(session, plan, now=now)
        actor = await actor_of(session, person, result.owners)
        await put(session, person, await _answer(session, actor, plan), now=now)

    async def refused(self, session: Session, job: Job, error: Unreadable, *, now: datetime) -> None:
        """Say in one sentence why the file can't be read; nothing of it is kept."""
        plan = await session.get_one(Plan, job.payload["plan_id"])
        if plan.state is PlanState.READING:
            await erase(session, plan, PlanState.UNREADABLE)
        person = await session.get_one(Person, job.person_id)
        await put(session, person, plain(error.key, **error.values), now=now)


async def _same_draft(session: Session, plan: Plan, digest: str) -> Plan | None:
    """Return the draft that the same person already has of the same file."""
    query = select(Plan).where(
        Plan.digest == digest, Plan.sent_by == plan.sent_by, Plan.state == PlanState.DRAFT, Plan.id != plan.id
    )
    return await session.scalar(query.limit(1))


async def _answer(session: Session, actor: Actor, plan: Plan) -> Message:
    """Return the summary, or that this plan is known, or which conference the paper may change."""
    if is_turn(plan.reading or {}):
        return await plan_updates.which(session, actor, plan)
    if (known := await known_conference(session, actor, plan)) is not None:
        conference, same_file = known
        return Known(plan.id, conference.id, conference.title, same_file)
    return Summary(await shown(session, plan))
