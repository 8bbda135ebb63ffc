"""Organisers: whom the owners named, and the end of a grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.base import plain
from bot.messages.organisers import Entry, OpenLink, Organisers
from bot.outbox.put import put
from bot.services.access import Action, Actor, require
from bot.services.audit import note
from bot.services.invite_codes import ORGANISER
from models.invite_codes import InviteCode
from models.outbox import Lane
from models.people import Organiser, Person


@dataclass(frozen=True)
class Grant:
    """A grant to organise, with the person who has it."""

    row: Organiser
    person: Person


async def grants(session: Session, actor: Actor) -> list[Grant]:
    """Return the standing grants, oldest first.

    Raises:
        Refusal: the actor is no owner.
    """
    require(actor, Action.MANAGE_ORGANISERS)
    query = select(Organiser, Person).join(Person, Organiser.person_id == Person.id).where(Organiser.ended_at.is_(None))
    return [Grant(row, person) for row, person in await session.execute(query.order_by(Organiser.id))]


async def overview(session: Session, actor: Actor, *, now: datetime) -> Organisers:
    """Return the organisers and the links that can still be opened, as an owner sees them.

    Raises:
        Refusal: the actor is no owner.
    """
    entries = [
        Entry(grant.row.id, grant.person.full_name or "–", grant.person.phone, grant.row.granted_at)
        for grant in await grants(session, actor)
    ]
    links = select(InviteCode).where(InviteCode.role == ORGANISER).order_by(InviteCode.id)
    fresh = [OpenLink(code.id, code.expires_at) for code in await session.scalars(links) if code.fault(now) is None]
    return Organisers(tuple(entries), tuple(fresh))


async def grant_of(session: Session, actor: Actor, grant_id: int) -> Grant:
    """Return one grant, ended or not.

    Raises:
        Refusal: the actor is no owner, or there is no such grant.
    """
    require(actor, Action.MANAGE_ORGANISERS)
    row = await session.get(Organiser, grant_id)
    if row is None:
        raise Refusal("common.old_button")
    return Grant(row, await session.get_one(Person, row.person_id))


async def end(session: Session, actor: Actor, grant_id: int, *, now: datetime) -> bool:
    """End a grant and tell the person; return False where it had ended already.

    Raises:
        Refusal: the actor is no owner.
    """
    grant = await grant_of(session, actor, grant_id)
    if grant.row.ended_at is not None:
        return False
    close(session, actor, grant.row, now=now)
    await put(session, grant.person, plain("organisers.ended_for_you"), now=now, lane=Lane.URGENT)
    return True


def close(session: Session, actor: Actor | None, row: Organiser, *, now: datetime) -> None:
    """Write the end of a grant (`actor` None: the bot itself)."""
    row.ended_at = now
    note(session, actor, "organiser.end", f"organiser {row.id}", now=now, person=row.person_id)
