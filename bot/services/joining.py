"""Joining: the holder of a code agrees, proves the phone as their own, and is bound to the unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.language.folding import nfc
from bot.messages.joining import NOTICE
from bot.messages.joining_news import FocalNews, OrganiserNews
from bot.services import invite_codes
from bot.services.access import Actor
from bot.services.audit import note
from bot.services.knocking import Fault, holds
from bot.services.newcomers import invite_newcomer
from bot.services.office import tell_issuer
from bot.services.units import name_of
from models.invite_codes import InviteCode
from models.people import Membership, Organiser, Person


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


async def agree(session: Session, actor: Actor, *, now: datetime) -> None:
    """Keep the proof of consent: which notice was agreed to, and when (Law 91/2025/QH15, art. 9)."""
    person = await session.get_one(Person, actor.person_id)
    person.consent_version, person.consented_at = NOTICE, now
    note(session, actor, "consent.give", f"person {person.id}", now=now, version=NOTICE)


async def agreed_to_older(session: Session, actor: Actor) -> bool:
    """Return whether the actor agreed to a notice that says something else than the present one."""
    person = await session.get_one(Person, actor.person_id)
    return person.consent_version is not None and person.consent_version != NOTICE


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
    if holds(actor, code):
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


def _international(phone: str) -> str:
    """Return a phone as Telegram has it (digits of the international number, with or without +) as +digits."""
    return "+" + "".join(character for character in phone if character in "0123456789")
