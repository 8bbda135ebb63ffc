"""The state of a conference as a table: the job `export_status`. Its payload holds the id of the conference."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from bot.clock import OFFICE_ZONE
from bot.db.transaction import Session
from bot.errors import Unreadable
from bot.messages.base import clip, plain
from bot.messages.phones import masked, whole
from bot.messages.standing import Standing
from bot.messages.status import StatusSheet
from bot.outbox.put import put
from bot.services import exports
from bot.services.access import Actor, require_conference
from bot.services.jobs import Tools
from bot.services.owed_items import Contact, Owed, contacts, owed_items
from bot.texts import say
from models.conferences import Conference
from models.jobs import Job
from models.people import Person

if TYPE_CHECKING:
    from bot.documents.status import StatusTable


async def ask(session: Session, actor: Actor, conference_id: int, *, phones: bool, now: datetime) -> None:
    """Ask for the table of a conference, with the numbers of focal persons whole or masked.

    Raises:
        Refusal: the actor doesn't run it, or has asked for too many files already.
    """
    await require_conference(session, actor, conference_id)
    payload = {"conference_id": conference_id, "phones": phones}
    await exports.ask(session, actor, "export_status", payload, f"conference {conference_id}", now=now)


@dataclass(frozen=True)
class Figures:
    """What the table is drawn from, for someone who reads `language`, as it was at `as_of`; `phones`: numbers whole."""

    title: str
    language: str
    as_of: datetime
    units: list[Standing]
    owed: list[Owed]
    contacts: dict[int, Contact]
    phones: bool = False


@dataclass(frozen=True)
class Drawn:
    """The finished table."""

    title: str
    as_of: datetime
    content: bytes
    rows: int


class ExportStatus:
    """The job `export_status`."""

    async def load(self, session: Session, job: Job) -> Figures:
        """Read how the units stood when the table was asked for."""
        number, now = job.payload["conference_id"], job.created_at
        conference = await session.get_one(Conference, number)
        person = await session.get_one(Person, job.person_id)
        units, owed = await owed_items(session, number, now=now)
        phones = job.payload.get("phones", False)
        return Figures(conference.title, person.language, now, units, owed, await contacts(session), phones)

    async def work(self, loaded: Figures, tools: Tools) -> Drawn:
        """Draw the table."""
        from bot.documents.status import write_status  # noqa: PLC0415 - drawing needs much at its start
        from bot.documents.words import words  # noqa: PLC0415

        def draw() -> bytes:
            return write_status(table_of(loaded), words(loaded.language))

        content = await asyncio.to_thread(draw)
        return Drawn(loaded.title, loaded.as_of, content, len(loaded.units) + len(loaded.owed))

    async def authorise(self, session: Session, actor: Actor, job: Job) -> None:
        """Let whoever asked run the conference."""
        await require_conference(session, actor, job.payload["conference_id"])

    async def finish(self, session: Session, job: Job, result: Drawn, *, now: datetime) -> None:
        """Keep the table and send it to whoever asked."""
        person = await session.get_one(Person, job.person_id)
        name = str(say(person.language, "status.sheet_file", day=f"{result.as_of.astimezone(OFFICE_ZONE):%Y-%m-%d}"))
        number, phones = job.payload["conference_id"], job.payload.get("phones", False)
        kind, subject = "status_phones" if phones else "status", f"conference {number}"
        file = await exports.keep(
            session, job, kind, subject, name=name, content=result.content, rows=result.rows, now=now
        )
        await put(session, person, StatusSheet(file.id, number, result.title, result.as_of, phones), now=now)

    async def refused(self, session: Session, job: Job, error: Unreadable, *, now: datetime) -> None:
        """Say why there is no table."""
        await put(session, await session.get_one(Person, job.person_id), plain(error.key, **error.values), now=now)


def table_of(figures: Figures) -> StatusTable:
    """Return the table in the words of its reader."""
    from bot.documents.status import OwedRow, StatusRow, StatusTable  # noqa: PLC0415

    rows = [
        StatusRow(u.name, u.joined, _answer(u), u.delegates, u.seats, u.done, u.waiting, u.open, u.late)
        for u in figures.units
    ]
    what = cache(partial(_what, language=figures.language))  # units owe the same in the same words
    owed = [
        OwedRow(
            item.unit,
            what(item.kind, item.text, item.section),
            item.due,
            item.days_late,
            _contact(figures.contacts.get(item.unit_id), whole if figures.phones else masked),
        )
        for item in figures.owed
    ]
    return StatusTable(figures.title, figures.as_of, rows, owed)


def _answer(unit: Standing) -> str | None:
    if not unit.invited:
        return "not_invited"
    return None if unit.answer == "none" else unit.answer


def _what(kind: str, text: str | None, section: str | None, *, language: str) -> str:
    if text is None:
        return str(say(language, f"status.owes_{kind}").unescape())
    key = "status.owes_report_in" if section else "status.owes_report"
    return str(say(language, key, text=clip(text, 300), section=section).unescape())


def _contact(contact: Contact | None, phone: Callable[[str], str]) -> str:
    if contact is None:
        return ""
    return ", ".join(part for part in (contact.name, phone(contact.phone) if contact.phone else None) if part)
