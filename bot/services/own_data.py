"""Own data: what is kept about a person, in their own hands (Law 91/2025/QH15, art. 4)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from bot.config import Settings
from bot.db import journal
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.joining_news import Withdrawn
from bot.messages.own_data import OwnData
from bot.services import memberships, organisers
from bot.services.access import Actor, Role
from bot.services.audit import note
from bot.services.office import tell_issuer
from bot.services.units import names_of
from bot.services.words_said import empty_chats, empty_mentions
from bot.texts import LANGUAGES
from models.dialogs import Dialog
from models.invite_codes import InviteCode
from models.jobs import Job, JobState
from models.people import Membership, Organiser, Person

LONGEST_NAME = 100


async def seen(session: Session, actor: Actor, *, settings: Settings) -> OwnData:
    """Return all that is kept about the actor as a person."""
    person = await session.get_one(Person, actor.person_id)
    names = await names_of(session, actor.unit_ids)
    return OwnData(
        name=person.full_name,
        phone=person.phone,
        telegram_id=person.telegram_id,
        consented_at=person.consented_at,
        consent_version=person.consent_version,
        office=settings.office.name,
        units=tuple(names[unit_id] for unit_id in actor.unit_ids),
        organises=Role.ORGANISER in actor.roles,
        days=settings.limits.keep_person_data_days,
    )


async def choose_language(session: Session, actor: Actor, language: str, *, now: datetime) -> None:
    """Speak `language` with the actor from now on.

    Raises:
        Refusal: the bot doesn't speak it.
    """
    if language not in LANGUAGES:
        raise Refusal("common.old_button")
    person = await session.get_one(Person, actor.person_id)
    person.language = language
    note(session, actor, "person.language", f"person {person.id}", now=now, language=language)


async def correct_name(session: Session, actor: Actor, name: str, *, now: datetime) -> None:
    """Correct the actor's own name.

    Raises:
        Refusal: it is no name, or the actor hasn't agreed to anything being kept.
    """
    person = await session.get_one(Person, actor.person_id)
    if person.phone is None:
        raise Refusal("own_data.nothing_to_correct")
    if not _like_a_name(name):
        raise Refusal("own_data.bad_name")
    person.full_name = name
    note(session, actor, "person.name", f"person {person.id}", now=now)


def _like_a_name(name: str) -> bool:
    letters = sum(character.isalpha() for character in name)
    return letters >= 2 and len(name) <= LONGEST_NAME and "\n" not in name and not any(c.isdecimal() for c in name)


async def withdraw(session: Session, actor: Actor, *, now: datetime, settings: Settings) -> None:
    """Withdraw consent: every part the person has ends, name and phone are erased, the office is told which units."""
    person = await session.get_one(Person, actor.person_id)
    held = select(Membership).where(Membership.person_id == person.id, Membership.ended_at.is_(None))
    left = list(await session.scalars(held))
    names = await names_of(session, [row.unit_id for row in left])
    await erase(session, actor, person, now=now)
    for row in left:
        issuer = await _issuer(session, row)
        news = Withdrawn(row.unit_id, names[row.unit_id])
        await tell_issuer(session, issuer, news, but=actor, now=now, settings=settings)


async def erase(session: Session, actor: Actor | None, person: Person, *, now: datetime) -> None:
    """End all parts of a person; forget name, phone, consent, dialog and what was said.

    `actor` is the person themselves; None: the term has run out.
    """
    held = select(Membership).where(Membership.person_id == person.id, Membership.ended_at.is_(None))
    for row in await session.scalars(held):
        memberships.close(session, actor, row, now=now)
    granted = select(Organiser).where(Organiser.person_id == person.id, Organiser.ended_at.is_(None))
    for grant in await session.scalars(granted):
        organisers.close(session, actor, grant, now=now)
    await empty_chats(session, [person.telegram_id])
    journal.note(session, {"at": now.isoformat(), "forget": str(person.telegram_id)})  # for a return from a copy
    await empty_mentions(session, person.full_name, person.phone)
    await session.execute(delete(Dialog).where(Dialog.telegram_id == person.telegram_id))
    settled = (Job.person_id == person.id) & Job.state.in_((JobState.DONE, JobState.FAILED))
    await session.execute(update(Job).where(settled).values(payload={}, error=None))
    person.full_name = person.phone = person.consent_version = person.consented_at = None
    note(session, actor, "person.erase", f"person {person.id}", now=now)


async def _issuer(session: Session, row: Membership) -> int:
    """Return the Telegram id of whoever issued the code of a membership; 0, nobody's, where there was none."""
    code = await session.get(InviteCode, row.invite_code_id) if row.invite_code_id else None
    return code.issued_by if code else 0
