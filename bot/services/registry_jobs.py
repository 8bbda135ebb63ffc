"""The registry's long work: reading a table that was sent, drawing the one that goes out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.db.transaction import Session
from bot.documents.registry import RegistryRow, RegistryTable
from bot.documents.registry_in import read_registry
from bot.documents.registry_out import write_registry
from bot.documents.sheet_child import read_sheet_apart
from bot.documents.words import words
from bot.errors import Refusal, Unreadable
from bot.messages.base import plain
from bot.messages.registry import Problem, RegistryFile
from bot.outbox.put import put
from bot.services import exports
from bot.services.access import Action, Actor, require
from bot.services.jobs import Tools, ask
from bot.services.registry import keep, known_units, look, receive
from bot.services.registry_diff import Known
from bot.texts import say
from models.jobs import Job
from models.people import Person
from models.registry_imports import ImportState, RegistryImport


async def read(
    session: Session, actor: Actor, telegram_file_id: str, size: int, *, now: datetime, settings: Settings
) -> None:
    """Ask for a table of `size` bytes that was sent to be read.

    Raises:
        Refusal: the actor may not, or it is too big to fetch.
    """
    require(actor, Action.IMPORT_REGISTRY)
    if size > settings.limits.file_megabytes * 1_000_000:
        raise Refusal("files.too_big")
    row = await receive(session, actor, now=now)
    await ask(session, actor, "read_registry", {"file": telegram_file_id, "import_id": row.id}, now=now)


async def export(session: Session, actor: Actor, *, now: datetime) -> None:
    """Ask for the table of all units.

    Raises:
        Refusal: the actor may not.
    """
    require(actor, Action.MANAGE_UNITS)
    await exports.ask(session, actor, "export_registry", {}, "units", now=now)


class ReadRegistry:
    """The job `read_registry`: fetch, read, compare, show."""

    async def load(self, session: Session, job: Job) -> str:
        """Return which file to fetch."""
        return str(job.payload["file"])

    async def work(self, loaded: str, tools: Tools) -> RegistryTable:
        """Fetch and read it."""
        return await asyncio.to_thread(read_registry, await read_sheet_apart(await tools.download(loaded)))

    async def authorise(self, session: Session, actor: Actor, job: Job) -> None:
        """Let whoever sent the table import it."""
        require(actor, Action.IMPORT_REGISTRY)

    async def finish(self, session: Session, job: Job, result: RegistryTable, *, now: datetime) -> None:
        """Keep the rows and show what they would change."""
        row = await session.get_one(RegistryImport, job.payload["import_id"])
        keep(row, result.rows, [Problem(p.row, p.key, tuple(p.values.items())) for p in result.problems])
        person = await session.get_one(Person, job.person_id)
        await put(session, person, await look(session, row), now=now)

    async def refused(self, session: Session, job: Job, error: Unreadable, *, now: datetime) -> None:
        """Say why the file can't be read; nothing of it is kept."""
        row = await session.get_one(RegistryImport, job.payload["import_id"])
        row.state = ImportState.DROPPED
        await put(session, await session.get_one(Person, job.person_id), plain(error.key, **error.values), now=now)


@dataclass(frozen=True)
class Export:
    """The units to draw, for someone who reads `language`."""

    units: list[Known]
    language: str


class ExportRegistry:
    """The job `export_registry`."""

    async def load(self, session: Session, job: Job) -> Export:
        """Read all units."""
        return Export(await known_units(session), (await session.get_one(Person, job.person_id)).language)

    async def work(self, loaded: Export, tools: Tools) -> tuple[bytes, int]:
        """Draw the table."""
        rows = [
            RegistryRow(u.name, u.code, u.aliases, u.level, u.kind, u.parent, u.valid_from, u.valid_to)
            for u in loaded.units
        ]
        return await asyncio.to_thread(write_registry, rows, words(loaded.language)), len(rows)

    async def authorise(self, session: Session, actor: Actor, job: Job) -> None:
        """Let whoever asked have the table."""
        require(actor, Action.MANAGE_UNITS)

    async def finish(self, session: Session, job: Job, result: tuple[bytes, int], *, now: datetime) -> None:
        """Keep the file and send it."""
        content, count = result
        person = await session.get_one(Person, job.person_id)
        name = str(say(person.language, "registry_imports.file", day=f"{now.astimezone(OFFICE_ZONE):%Y-%m-%d}"))
        file = await exports.keep(session, job, "registry", "units", name=name, content=content, rows=count, now=now)
        await put(session, person, RegistryFile(file.id, count), now=now)

    async def refused(self, session: Session, job: Job, error: Unreadable, *, now: datetime) -> None:
        """Say why there is no file."""
        await put(session, await session.get_one(Person, job.person_id), plain(error.key, **error.values), now=now)
