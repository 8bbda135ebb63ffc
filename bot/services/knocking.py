"""Knocking with a code: what it opens, and how often a wrong one is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.messages.joining import NOTICE
from bot.services import invite_codes
from bot.services.access import Actor
from bot.services.audit import note
from bot.services.units import name_of
from models.audit import AuditLine
from models.invite_codes import InviteCode
from models.people import Person

PATIENCE = 5
WINDOW = timedelta(hours=1)


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


async def knock(session: Session, actor: Actor, code: str, *, now: datetime) -> Opened | Fault:
    """Look at a presented code; bad ones are counted, and after five in an hour no more is said."""
    row = await invite_codes.find(session, code)
    fault = "unknown" if row is None else row.fault(now)
    if row is not None and ((fault == "used" and row.used_by == actor.person_id) or holds(actor, row)):
        return Fault("joining.already")
    if fault is not None or row is None:
        return await _bad(session, actor, fault or "unknown", now=now)
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


async def _bad(session: Session, actor: Actor, fault: str, *, now: datetime) -> Fault:
    """Count a bad code and say what is wrong with it, to those who don't try one after another."""
    note(session, actor, "code.bad", fault, now=now)
    await session.flush()
    mine = (AuditLine.telegram_id == actor.telegram_id) & (AuditLine.action == "code.bad")
    count = await session.scalar(select(func.count()).where(mine, AuditLine.at > now - WINDOW)) or 0
    return Fault(f"joining.code_{fault}" if count <= PATIENCE else None)
