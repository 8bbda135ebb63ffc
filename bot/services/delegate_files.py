"""Long work with lists of delegates: reading a sheet that a unit sent, drawing the list of a conference."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.clock import OFFICE_ZONE
from bot.db.transaction import Session
from bot.errors import Refusal, Unreadable
from bot.messages.base import plain
from bot.messages.delegate_files import DelegatesFile
from bot.messages.dialogs import InDialog
from bot.messages.phones import masked, whole
from bot.outbox.put import put
from bot.services import exports
from bot.services.access import Action, Actor, actor_of, require, require_conference
from bot.services.delegate_drafts import Draft, begun_by
from bot.services.delegate_entry import held
from bot.services.delegate_pages import draft_screen
from bot.services.dialogs import set_step, step_of
from bot.services.draft_review import more
from bot.services.jobs import Tools, ask
from bot.texts import say
from models.conferences import Conference
from models.delegates import Delegate, DelegateState
from models.invitees import InviteeGroup
from models.jobs import Job
from models.people import Person
from models.units import Unit

if TYPE_CHECKING:
    from bot.documents.delegates import DelegateRow
    from bot.language.people import DelegateLine


async def ask_reading(
    session: Session,
    actor: Actor,
    draft: Draft,
    *,
    file_id: str,
    name: str,
    size: int,
    most_megabytes: int,
    most_people: int,
    now: datetime,
) -> None:
    """Ask for a sheet to be read into a draft.

    Raises:
        Refusal: it isn't their unit's, is no .xlsx by its name, or too big to fetch.
    """
    require(actor, Action.ENTER_DELEGATES, unit_id=draft.unit_id)
    if not name.lower().endswith(".xlsx"):
        raise Refusal("delegate_files.not_xlsx")
    if size > most_megabytes * 1_000_000:
        raise Refusal("files.too_big")
    payload = {"file": file_id, "draft": draft.number, "most": most_people}
    await ask(session, actor, "read_delegates", payload, now=now)


async def ask_export(session: Session, actor: Actor, conference_id: int, *, phones: bool, now: datetime) -> None:
    """Ask for the list of all delegates of a conference, with their numbers whole or masked.

    Raises:
        Refusal: another's conference, or too many files already.
    """
    await require_conference(session, actor, conference_id)
    payload = {"conference": conference_id, "phones": phones}
    await exports.ask(session, actor, "export_delegates", payload, f"conference {conference_id}", now=now)


class ReadDelegates:
    """The job `read_delegates`: fetch, read, and show the lines in the dialog that waits for them."""

    async def load(self, session: Session, job: Job) -> str:
        """Return which file to fetch."""
        return str(job.payload["file"])

    async def work(self, loaded: str, tools: Tools) -> list[DelegateLine]:
        """Fetch and read it."""
        from bot.documents.delegates import read_delegates_sheet  # noqa: PLC0415 - a start without tables needs none
        from bot.documents.sheet_child import read_sheet_apart  # noqa: PLC0415

        sheet = await read_sheet_apart(await tools.download(loaded))
        return await asyncio.to_thread(read_delegates_sheet, sheet)

    async def authorise(self, session: Session, actor: Actor, job: Job) -> None:
        """Let whoever sent the sheet enter people; for which unit is asked of the draft."""
        require(actor, Action.ENTER_DELEGATES)

    async def finish(self, session: Session, job: Job, result: list[DelegateLine], *, now: datetime) -> None:
        """Put the lines into the draft; where the person has left the dialog, say that nothing was taken."""
        person = await session.get_one(Person, job.person_id)
        step = await step_of(session, person.telegram_id)
        if step is None or step.name != "delegates.people" or step.data.get("number") != job.payload["draft"]:
            await put(session, person, plain("delegate_files.dialog_left"), now=now)
            return
        actor = await actor_of(session, person, ())  # owners enter nobody: they need not be known here
        try:
            draft = await more(session, held(actor, step.data), result, most=job.payload["most"])
        except Refusal as refusal:
            await put(session, person, plain(refusal.key, **refusal.values), now=now)
            return
        back = begun_by(draft)
        await set_step(session, actor, step.name, draft.data(), now=now, back=back)
        await put(session, person, InDialog(await draft_screen(session, draft, now=now), back), now=now)

    async def refused(self, session: Session, job: Job, error: Unreadable, *, now: datetime) -> None:
        """Say why the file can't be read."""
        await put(session, await session.get_one(Person, job.person_id), plain(error.key, **error.values), now=now)


@dataclass(frozen=True)
class Export:
    """What to draw, for someone who reads `language`."""

    title: str
    language: str
    rows: list[DelegateRow]


class ExportDelegates:
    """The job `export_delegates`: the list in the form of official lists, for organisers; phones whole if asked for."""

    async def load(self, session: Session, job: Job) -> Export:
        """Read the delegates in the order of the protocol list."""
        from bot.documents.delegates import DelegateRow  # noqa: PLC0415

        conference = await session.get_one(Conference, job.payload["conference"])
        person = await session.get_one(Person, job.person_id)
        query = (
            select(Delegate.full_name, Delegate.position, Unit.name, Delegate.phone, Delegate.mode)
            .join(Unit, Delegate.unit_id == Unit.id)
            .join(InviteeGroup, Delegate.group_id == InviteeGroup.id)
            .where(Delegate.conference_id == conference.id, Delegate.state == DelegateState.ENTERED)
            .order_by(InviteeGroup.place, InviteeGroup.id, Unit.place, Unit.id, Delegate.id)
        )
        phone = whole if job.payload.get("phones") else masked
        rows = [
            DelegateRow(name, position, unit, phone(number) if number else None, mode)
            for name, position, unit, number, mode in await session.execute(query)
        ]
        return Export(conference.title, person.language, rows)

    async def work(self, loaded: Export, tools: Tools) -> tuple[bytes, Export]:
        """Draw the table."""
        from bot.documents.delegates import write_delegates  # noqa: PLC0415
        from bot.documents.words import words  # noqa: PLC0415

        title = str(say(loaded.language, "delegate_files.table_title", title=loaded.title).unescape())
        return await asyncio.to_thread(write_delegates, loaded.rows, title, words(loaded.language)), loaded

    async def authorise(self, session: Session, actor: Actor, job: Job) -> None:
        """Let whoever asked run the conference."""
        await require_conference(session, actor, job.payload["conference"])

    async def finish(self, session: Session, job: Job, result: tuple[bytes, Export], *, now: datetime) -> None:
        """Keep the file and send it."""
        content, drawn = result
        person = await session.get_one(Person, job.person_id)
        name = str(say(person.language, "delegate_files.file_name", day=f"{now.astimezone(OFFICE_ZONE):%Y-%m-%d}"))
        number, phones, count = job.payload["conference"], job.payload.get("phones", False), len(drawn.rows)
        kind, subject = "delegates_phones" if phones else "delegates", f"conference {number}"
        file = await exports.keep(session, job, kind, subject, name=name, content=content, rows=count, now=now)
        message = DelegatesFile(file.id, number, drawn.title, count, phones)
        await put(session, person, message, now=now)

    async def refused(self, session: Session, job: Job, error: Unreadable, *, now: datetime) -> None:
        """Say why there is no file."""
        await put(session, await session.get_one(Person, job.person_id), plain(error.key, **error.values), now=now)
