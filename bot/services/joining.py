"""Joining: a code is opened, its holder agrees, proves the phone as their own, and is bound to the unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.language.folding import nfc
from bot.messages.joining import FocalNews, OrganiserNews
from bot.services import invite_codes
from bot.services.access import OFFICE, Actor
from bot.services.audit import note
from bot.services.newcomers import invite_newcomer
from bot.services.office import tell_issuer
from bot.services.units import name_of
from models.audit import AuditLine
from models.invite_codes import InviteCode
from models.people import Membership, Organiser, Person

NOTICE = 1
"""Version of the notice (texts `joining.notice_*`); raise it when the notice says something new."""
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


@dataclass(frozen=True)
class Contact:
    """A contact that was shared: whose it is (Telegram id, None where unknown), name and phone as Telegram has them."""

    user_id: int | None
    name: str
    phone: str


@dataclass(frozen=True)
class Joined:
    """Who was bound to what: `unit` is None for an organiser."""

    unit: str | None
    name: str


async def knock(session: Session, actor: Actor, code: str, *, now: datetime) -> Opened | Fault:
    """Look at a presented code; bad ones are counted, and after five in an hour no more is said."""
    row = await invite_codes.find(session, code)
    fault = "unknown" if row is None else row.fault(now)
    if row is not None and ((fault == "used" and row.used_by == actor.person_id) or _holds(actor, row)):
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


async def agree(session: Session, actor: Actor, *, now: datetime) -> None:
    """Keep the proof of consent: which notice was agreed to, and when (Law 91/2025/QH15, art. 9)."""
    person = await session.get_one(Person, actor.person_id)
    person.consent_version, person.consented_at = NOTICE, now
    note(session, actor, "consent.give", f"person {person.id}", now=now, version=NOTICE)


async def join(
    session: Session, actor: Actor, code_id: int, contact: Contact | None, *, now: datetime, settings: Settings
) -> Joined | Fault:
    """Use the code and bind its holder, in one transaction; whoever issued the code is told, and the
    holder gets the invitations that the unit was sent before.

    `contact` may be None only for someone whose own contact is kept already. The code is used first: whoever loses
    a race for it leaves no name and no phone behind.

    Raises:
        Refusal: the contact is another's, or consent or contact is missing.
    """
    person = await session.get_one(Person, actor.person_id)
    _require_whole(person, contact)
    code = await session.get_one(InviteCode, code_id)
    if _holds(actor, code):
        return Fault("joining.already")
    if not await invite_codes.use(session, actor, code.id, now=now):
        await session.refresh(code)
        return Fault(f"joining.code_{code.fault(now) or 'used'}")
    if contact is not None:
        person.full_name, person.phone = nfc(contact.name)[:100], _international(contact.phone)
    return await _bind(session, actor, person, code, now=now, settings=settings)


def _require_whole(person: Person, contact: Contact | None) -> None:
    if contact is not None and contact.user_id != person.telegram_id:
        raise Refusal("joining.foreign_contact")
    if person.consent_version != NOTICE or (contact is None and person.phone is None):
        raise Refusal("joining.again")


async def _bind(
    session: Session, actor: Actor, person: Person, code: InviteCode, *, now: datetime, settings: Settings
) -> Joined:
    name, phone = person.full_name or "", person.phone
    news: FocalNews | OrganiserNews
    unit: str | None
    if code.unit_id is None:
        grant = Organiser(person_id=person.id, granted_by=code.issued_by, granted_at=now)
        session.add(grant)
        await session.flush()
        unit, news = None, OrganiserNews(grant.id, name, phone)
    else:
        member = Membership(person_id=person.id, unit_id=code.unit_id, invite_code_id=code.id, joined_at=now)
        session.add(member)
        await session.flush()
        unit = await name_of(session, code.unit_id)
        news = FocalNews(member.id, name, phone, unit)
        await invite_newcomer(session, person, code.unit_id, now=now)
    note(session, actor, "code.use", f"invite_code {code.id}", now=now, unit=code.unit_id, role=code.role)
    await tell_issuer(session, code.issued_by, news, but=actor, now=now, settings=settings)
    return Joined(unit, name)


def _holds(actor: Actor, code: InviteCode) -> bool:
    """Return whether the actor has already what the code would grant."""
    if code.unit_id is None:
        return bool(OFFICE & actor.roles)
    return code.unit_id in actor.unit_ids


async def _bad(session: Session, actor: Actor, fault: str, *, now: datetime) -> Fault:
    """Count a bad code and say what is wrong with it, to those who don't try one after another."""
    note(session, actor, "code.bad", fault, now=now)
    await session.flush()
    mine = (AuditLine.telegram_id == actor.telegram_id) & (AuditLine.action == "code.bad")
    count = await session.scalar(select(func.count()).where(mine, AuditLine.at > now - WINDOW)) or 0
    return Fault(f"joining.code_{fault}" if count <= PATIENCE else None)


def _international(phone: str) -> str:
    """Return a phone as Telegram has it (digits of the international number, with or without +) as +digits."""
    return "+" + "".join(character for character in phone if character.isdecimal())
