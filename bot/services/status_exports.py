"""The state of a conference as a table: the job `export_status`. Its payload holds the id of the conference."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.clock import OFFICE_ZONE
from bot.db.transaction import Session
from bot.errors import Unreadable
from bot.language.phones import shown
from bot.messages.base import clip, plain
from bot.messages.standing import Standing
from bot.messages.status import StatusSheet
from bot.outbox.put import put
from bot.services import jobs
from bot.services.access import Actor, require_conference
from bot.services.jobs import Tools
from bot.services.owed_items import Contact, Owed, contacts, owed_items
from bot.texts import say
from models.conferences import Conference
from models.jobs import Job
from models.people import Person
from models.stored_files import StoredFile

if TYPE_CHECKING:
    from bot.documents.status import StatusTable


async def ask(session: Session, actor: Actor, conference_id: int, *, now: datetime) -> None:
    """Ask for the table of a conference.

    Raises:
        Refusal: the actor doesn't run it.
    """
    await require_conference(session, actor, conference_id)
    await jobs.ask(session, actor, "export_status", {"conference_id": conference_id}, now=now)


@dataclass(frozen=True)
class Figures:
    """What the table is drawn from, for someone who reads `language`, as it was at `as_of`."""

    title: str
    language: str
    as_of: datetime
    units: list[Standing]
    owed: list[Owed]
    contacts: dict[int, Contact]


@dataclass(frozen=True)
class Drawn:
    """The finished table."""

    title: str
    as_of: datetime
    content: bytes


class ExportStatus:
    """The job `export_status`."""

    async def load(self, session: Session, job: Job) -> Figures:
        """Read how the units stood when the table was asked for."""
        number, now = job.payload["conference_id"], job.created_at
        conference = await session.get_one(Conference, number)
        person = await session.get_one(Person, job.person_id)
        units, owed = await owed_items(session, number, now=now)
        return Figures(conference.title, person.language, now, units, owed, await contacts(session))

    async def work(self, loaded: Figures, tools: Tools) -> Drawn:
        """Draw the table."""
        from bot.documents.status import write_status  # noqa: PLC0415 - drawing needs much at its start
        from bot.documents.words import words  # noqa: PLC0415

        content = await asyncio.to_thread(write_status, table_of(loaded), words(loaded.language))
        return Drawn(loaded.title, loaded.as_of, content)

    async def authorise(self, session: Session, actor: Actor, job: Job) -> None:
        """Let whoever asked run the conference."""
        await require_conference(session, actor, job.payload["conference_id"])

    async def finish(self, session: Session, job: Job, result: Drawn, *, now: datetime) -> None:
        """Keep the table and send it to whoever asked."""
        person = await session.get_one(Person, job.person_id)
        name = str(say(person.language, "status.sheet_file", day=f"{result.as_of.astimezone(OFFICE_ZONE):%Y-%m-%d}"))
        file = StoredFile(name=name, size=len(result.content), content=result.content, created_at=now)
        session.add(file)
        await session.flush()
        await put(session, person, StatusSheet(file.id, result.title, result.as_of), now=now)

    async def refused(self, session: Session, job: Job, error: Unreadable, *, now: datetime) -> None:
        """Say why there is no table."""
        await put(session, await session.get_one(Person, job.person_id), plain(error.key, **error.values), now=now)


def table_of(figures: Figures) -> StatusTable:
    """Return the table in the words of its reader."""
    from bot.documents.status import OwedRow, StatusRow, StatusTable  # noqa: PLC0415

    rows = [
        StatusRow(u.name, u.joined, _answer(u), u.delegates, u.seats, u.done, u.open, u.late) for u in figures.units
    ]
    owed = [
        OwedRow(
            item.unit,
            _what(item, figures.language),
            item.due,
            item.days_late,
            _contact(figures.contacts.get(item.unit_id)),
        )
        for item in figures.owed
    ]
    return StatusTable(figures.title, figures.as_of, rows, owed)


def _answer(unit: Standing) -> str | None:
    if not unit.invited:
        return "not_invited"
    return None if unit.answer == "none" else unit.answer


def _what(item: Owed, language: str) -> str:
    if item.text is None:
        return str(say(language, f"status.owes_{item.kind}").unescape())
    key = "status.owes_report_in" if item.section else "status.owes_report"
    return str(say(language, key, text=clip(item.text, 300), section=item.section).unescape())


def _contact(contact: Contact | None) -> str:
    if contact is None:
        return ""
    return ", ".join(part for part in (contact.name, shown(contact.phone) if contact.phone else None) if part)
