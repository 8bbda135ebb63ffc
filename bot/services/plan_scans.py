"""The job that reads a scan, a page at a time: each page is a row, so others' long work comes in between.

What is recognised so far waits in the plan's reading, `{"pages": [...]}`; after the last page it is read as a plan.
A page may take its time (`bot.plan_reader.scan_child`), so the whole may take as long as it has pages; the person sees
how far it is and can stop it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.db.transaction import Session, wakes
from bot.errors import Unreadable
from bot.messages.questions import Choice, Question, screen
from bot.outbox.put import id_of, put
from bot.services.access import Actor
from bot.services.jobs import Tools
from bot.services.plan_keeping import Found, Loaded, file_of, keep, turn_away
from bot.services.plans import plan_of
from models.jobs import Job
from models.people import Person
from models.plans import Plan, PlanState

Sheet = list[Any]
"""A recognised page as JSON (see `bot.plan_reader.scan_child`)."""
Recognise = Callable[[bytes, int], Awaitable[Sheet]]
ReadSheets = Callable[[Sequence[Sheet], str], Awaitable[dict[str, Any]]]


@dataclass(frozen=True)
class Scan:
    """A file that is a picture of so many pages."""

    pages: int


@dataclass(frozen=True)
class Task:
    """The next page to recognise, after those that are."""

    file: Loaded
    pages: int
    done: list[Sheet]


async def begin(session: Session, person: Person, plan: Plan, scan: Scan, *, now: datetime) -> None:
    """Say that it takes a while, and put the job for the first page."""
    key = await put(session, person, _progress(plan, 0, scan.pages), now=now)
    plan.reading = {"pages": []}
    _next(session, person, {"plan_id": plan.id, "pages": scan.pages, "message": await id_of(session, key)}, now=now)


def _next(session: Session, person: Person, payload: dict[str, Any], *, now: datetime) -> None:
    session.add(Job(kind="read_scan", person_id=person.id, payload=payload, created_at=now))
    wakes(session, "jobs")


def _progress(plan: Plan, done: int, pages: int) -> Question:
    if done == pages:
        return screen("plans.recognised", pages=pages)
    stop = Choice("plans.forget", "plan.forget", (plan.id, plan.version))
    return screen("plans.recognising", stop, done=done, pages=pages)


class ReadScan:
    """Recognises a page by `recognise`, reads all of them by `read` (see `bot.services.jobs.Kind`)."""

    def __init__(self, recognise: Recognise, read: ReadSheets) -> None:
        self._recognise = recognise
        self._read = read

    async def load(self, session: Session, job: Job) -> Task | None:
        """Read where the file is and what is recognised."""
        plan = await session.get_one(Plan, job.payload["plan_id"])
        file = await file_of(session, plan)
        return Task(file, job.payload["pages"], (plan.reading or {}).get("pages", [])) if file else None

    async def work(self, loaded: Task | None, tools: Tools) -> Sheet | Found | None:
        """Recognise the next page; after the last, read them."""
        if loaded is None:
            return None
        data = await tools.download(loaded.file.telegram_file_id)
        sheet = await self._recognise(data, len(loaded.done))
        if len(loaded.done) + 1 < loaded.pages:
            return sheet
        reading = await self._read([*loaded.done, sheet], loaded.file.name)
        return Found(data, reading, tools.settings.owners.telegram_ids)

    async def authorise(self, session: Session, actor: Actor, job: Job) -> None:
        """Let whoever sent the scan work on it."""
        await plan_of(session, actor, job.payload["plan_id"])

    async def finish(self, session: Session, job: Job, result: Sheet | Found | None, *, now: datetime) -> None:
        """Keep the page, say how far it is and put the next; after the last, keep the reading and show it."""
        plan = await session.get_one(Plan, job.payload["plan_id"])
        if result is None or plan.state is not PlanState.READING:
            return
        person = await session.get_one(Person, job.person_id)
        pages = job.payload["pages"]
        done = [*(plan.reading or {}).get("pages", []), result]
        await put(session, person, _progress(plan, len(done), pages), now=now, edits=job.payload["message"])
        if isinstance(result, Found):
            await keep(session, person, plan, result, now=now)
        else:
            plan.reading = {"pages": done}
            _next(session, person, job.payload, now=now)

    async def refused(self, session: Session, job: Job, error: Unreadable, *, now: datetime) -> None:
        """Say in one sentence why the scan can't be read; nothing of it is kept."""
        await turn_away(session, job, error, now=now)
