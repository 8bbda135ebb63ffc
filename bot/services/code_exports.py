"""Handing out codes: which units get one, the sheet that carries them, and what became of each.

Codes stand in clear in one place only: the sheet. They are made while it is drawn, with no transaction open; the
transaction that keeps their hashes keeps the sheet too. A job that dies before leaves codes that nobody ever saw and
no row knows. Its payload holds ids of units; the sheet's bytes go once Telegram has them (`bot.outbox.records`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.db.transaction import Session
from bot.documents.invite_codes import CodeRow, write_codes
from bot.documents.words import words
from bot.errors import Refusal, Unreadable
from bot.messages.base import plain
from bot.messages.invite_codes import Sheet
from bot.outbox.put import put
from bot.services import exports, invite_codes
from bot.services.access import Action, Actor, actor_of, require, require_conference
from bot.services.invite_codes import FOCAL, OPEN, Issued, expiry, fresh, link
from bot.services.jobs import Tools
from bot.services.units import names_of
from bot.texts import say
from models.invitations import Invitation
from models.invite_codes import InviteCode
from models.jobs import Job
from models.people import Membership, Person
from models.units import Unit

CONFERENCE, MISSING, UNIT = "conference", "missing", "unit"


async def units_in(session: Session, actor: Actor, scope: str, number: int) -> list[int]:
    """Return the units of a scope: of the conference `number`, all without a focal person, or the unit `number`.

    Raises:
        Refusal: the actor may not, or there is no such scope.
    """
    require(actor, Action.ISSUE_CODES)
    query = select(Unit.id).order_by(Unit.place, Unit.id)
    if scope == CONFERENCE:
        await require_conference(session, actor, number)
        query = query.join(Invitation, Invitation.unit_id == Unit.id).where(Invitation.conference_id == number)
    elif scope == MISSING:
        query = query.where(~exists().where(Membership.unit_id == Unit.id, Membership.ended_at.is_(None)))
    elif scope == UNIT:
        query = query.where(Unit.id == number)
    else:
        raise Refusal("common.old_button")
    return list(await session.scalars(query))


async def open_codes(session: Session, unit_ids: Sequence[int], *, now: datetime) -> int:
    """Return how many unused codes of these units would be revoked by new ones."""
    mine = select(InviteCode.unit_id).where(OPEN, InviteCode.expires_at > now, InviteCode.unit_id.is_not(None))
    return len(set(unit_ids) & set(await session.scalars(mine)))


async def ask(session: Session, actor: Actor, unit_ids: Sequence[int], *, now: datetime) -> None:
    """Ask for the sheet with new codes for these units.

    Raises:
        Refusal: the actor may not.
    """
    require(actor, Action.ISSUE_CODES)
    await exports.ask(session, actor, "export_codes", {"unit_ids": list(unit_ids)}, "units", now=now)


@dataclass(frozen=True)
class Order:
    """What the sheet is to hold: names by unit, in order, for someone who reads `language`."""

    names: dict[int, str]
    language: str
    asked_at: datetime


@dataclass(frozen=True)
class Drawn:
    """The sheet, and the codes in it."""

    content: bytes
    issued: tuple[Issued, ...]
    expires: datetime
    settings: Settings


class ExportCodes:
    """The job `export_codes`."""

    async def load(self, session: Session, job: Job) -> Order:
        """Read the names of the units."""
        names = await names_of(session, job.payload["unit_ids"])
        person = await session.get_one(Person, job.person_id)
        ordered = {unit_id: names[unit_id] for unit_id in job.payload["unit_ids"] if unit_id in names}
        return Order(ordered, person.language, job.created_at)

    async def work(self, loaded: Order, tools: Tools) -> Drawn:
        """Make the codes and draw the sheet."""
        issued = tuple(Issued(unit_id, fresh()) for unit_id in loaded.names)
        expires = expiry(loaded.asked_at, tools.settings)
        rows = [
            CodeRow(loaded.names[item.unit_id], FOCAL, link(tools.bot_name(), item.code), expires)
            for item in issued
            if item.unit_id is not None
        ]
        title = str(say(loaded.language, "invite_codes.sheet_title").unescape())
        content = await asyncio.to_thread(write_codes, rows, title, words(loaded.language))
        return Drawn(content, issued, expires, tools.settings)

    async def authorise(self, session: Session, actor: Actor, job: Job) -> None:
        """Let whoever asked issue codes."""
        require(actor, Action.ISSUE_CODES)

    async def finish(self, session: Session, job: Job, result: Drawn, *, now: datetime) -> None:
        """Keep the hashes and the sheet together, and send it to whoever asked."""
        person = await session.get_one(Person, job.person_id)
        actor = await actor_of(session, person, result.settings.owners.telegram_ids)
        await invite_codes.record(session, actor, FOCAL, result.issued, now=now, expires=result.expires)
        name = str(say(person.language, "invite_codes.sheet_file", day=f"{now.astimezone(OFFICE_ZONE):%Y-%m-%d}"))
        rows = len(result.issued)
        file = await exports.keep(session, job, "codes", "units", name=name, content=result.content, rows=rows, now=now)
        await put(session, person, Sheet(file.id, rows, result.expires), now=now)

    async def refused(self, session: Session, job: Job, error: Unreadable, *, now: datetime) -> None:
        """Say why there is no sheet."""
        await put(session, await session.get_one(Person, job.person_id), plain(error.key, **error.values), now=now)
