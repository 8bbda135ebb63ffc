"""Knocking with a code: what it opens, and how often a wrong one is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.config import Settings
from bot.db.transaction import Session
from bot.messages.base import plain
from bot.messages.joining import NOTICE
from bot.outbox.put import put
from bot.services import invite_codes
from bot.services.access import Actor
from bot.services.audit import note
from bot.services.office import owners_of
from bot.services.units import name_of
from models.audit import AuditLine
from models.invite_codes import InviteCode
from models.outbox import Lane, OutboxMessage
from models.people import Person

PATIENCE = 5
WINDOW = timedelta(hours=1)
ALARM = 50
"""Bad codes of all people together in an hour, above which owners are told."""


@dataclass(frozen=True)
class Opened:
    """What a good code opens: the unit (None: the office itself), and what its holder has yet to do."""

    code_id: int
    unit: str | None
    agreed: bool
    identified: bool


@dataclass(frozen=True)
class Fault:
    """Why a code grants nothing: the key of a sentence, None for silence."""

    key: str | None


async def knock(session: Session, actor: Actor, code: str, *, now: datetime, settings: Settings) -> Opened | Fault:
    """Look at a presented code. Bad ones are counted: after five an hour no more is said, after fifty owners know."""
    row = await invite_codes.find(session, code)
    fault = "unknown" if row is None else row.fault(now)
    if row is not None and ((fault == "used" and row.used_by == actor.person_id) or holds(actor, row)):
        return Fault("joining.already")
    if fault is not None or row is None:
        return await _bad(session, actor, fault or "unknown", now=now, settings=settings)
    return await opened(session, actor, row.id)


async def opened(session: Session, actor: Actor, code_id: int) -> Opened:
    """Return how far the holder of a code has come."""
    row = await session.get_one(InviteCode, code_id)
    person = await session.get_one(Person, actor.person_id)
    unit = await name_of(session, row.unit_id) if row.unit_id is not None else None
    return Opened(row.id, unit, person.consent_version == NOTICE, person.phone is not None)


def holds(actor: Actor, code: InviteCode) -> bool:
    """Return whether the actor has already what the code would grant."""
    if code.unit_id is None:
        return actor.in_office
    return code.unit_id in actor.unit_ids


async def _bad(session: Session, actor: Actor, fault: str, *, now: datetime, settings: Settings) -> Fault:
    """Count a bad code and say what is wrong with it, to those who don't try one after another."""
    note(session, actor, "code.bad", fault, now=now)
    await session.flush()
    mine = func.count().filter(AuditLine.telegram_id == actor.telegram_id)
    lately = select(func.count(), mine).where(AuditLine.action == "code.bad", AuditLine.at > now - WINDOW)
    count, own = (await session.execute(lately)).one()
    if count > ALARM:
        await _ring(session, now=now, settings=settings)
    return Fault(f"joining.code_{fault}" if own <= PATIENCE else None)


async def _ring(session: Session, *, now: datetime, settings: Settings) -> None:
    """Tell the owners that codes are being tried one after another: once an hour, whoever tries."""
    for owner in await owners_of(session, settings):
        key = f"guessed-{now:%Y%m%dT%H}-{owner.id}"
        told = select(OutboxMessage.id).where(OutboxMessage.key.startswith(key))
        if await session.scalar(told.limit(1)) is None:
            news = plain("joining.codes_guessed", count=ALARM)
            await put(session, owner, news, now=now, lane=Lane.URGENT, key=key)
