"""The job that reads a plan: fetched and read with no transaction open, then stored, matched and shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.db.transaction import Session
from bot.errors import Unreadable
from bot.plan_reader.scans import pages_of
from bot.services import plan_scans
from bot.services.access import Actor
from bot.services.jobs import Tools
from bot.services.plan_keeping import Found, Loaded, file_of, keep, turn_away
from bot.services.plan_scans import Scan
from bot.services.plans import plan_of
from models.jobs import Job
from models.people import Person
from models.plans import Plan, PlanState

Read = Callable[[bytes, str], Awaitable[dict[str, Any]]]


class ReadPlan:
    """Reads a plan by `read`, which raises Unreadable for a file that is none (see `bot.services.jobs.Kind`).

    A scan goes on as the job `read_scan`, where `can_recognise` says that this machine reads letters from pictures.
    """

    def __init__(self, read: Read, can_recognise: Callable[[], Awaitable[bool]]) -> None:
        self._read = read
        self._can_recognise = can_recognise

    async def load(self, session: Session, job: Job) -> Loaded | None:
        """Read where the file is."""
        return await file_of(session, await session.get_one(Plan, job.payload["plan_id"]))

    async def work(self, loaded: Loaded | None, tools: Tools) -> Found | Scan | None:
        """Fetch and read the file."""
        if loaded is None:
            return None
        data = await tools.download(loaded.telegram_file_id)
        try:
            return Found(data, await self._read(data, loaded.name), tools.settings.owners.telegram_ids)
        except Unreadable as problem:
            pages = pages_of(problem)
            if pages is None or not await self._can_recognise():
                raise
            return Scan(pages)

    async def authorise(self, session: Session, actor: Actor, job: Job) -> None:
        """Let whoever sent the plan work on it."""
        await plan_of(session, actor, job.payload["plan_id"])

    async def finish(self, session: Session, job: Job, result: Found | Scan | None, *, now: datetime) -> None:
        """Keep what was read and show it; of a scan, begin to recognise the pages."""
        plan = await session.get_one(Plan, job.payload["plan_id"])
        if result is None or plan.state is not PlanState.READING:
            return
        person = await session.get_one(Person, job.person_id)
        if isinstance(result, Scan):
            await plan_scans.begin(session, person, plan, result, now=now)
        else:
            await keep(session, person, plan, result, now=now)

    async def refused(self, session: Session, job: Job, error: Unreadable, *, now: datetime) -> None:
        """Say in one sentence why the file can't be read; nothing of it is kept."""
        await turn_away(session, job, error, now=now)
