"""Memberships: focal persons of units, and how their part ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.base import plain
from bot.outbox.put import put
from bot.services.access import Action, Actor, require
from bot.services.audit import note
from bot.services.units import name_of
from models.outbox import Lane
from models.people import Membership, Person


@dataclass(frozen=True)
class Seat:
    """A membership with the person who holds it and the unit's name."""

    row: Membership
    person: Person
    unit: str


async def seat(session: Session, actor: Actor, membership_id: int) -> Seat:
    """Return one membership, ended or not.

    Raises:
        Refusal: the actor may not, or there is none.
    """
    require(actor, Action.MANAGE_UNITS)
    row = await session.get(Membership, membership_id)
    if row is None:
        raise Refusal("common.old_button")
    return await _whole(session, row)


async def _whole(session: Session, row: Membership) -> Seat:
    return Seat(row, await session.get_one(Person, row.person_id), await name_of(session, row.unit_id))


async def seats_of_unit(session: Session, unit_id: int) -> list[Seat]:
    """Return the standing memberships of a unit in the order of joining."""
    query = select(Membership).where(Membership.unit_id == unit_id, Membership.ended_at.is_(None))
    return [await _whole(session, row) for row in await session.scalars(query.order_by(Membership.id))]


async def end(session: Session, actor: Actor, membership_id: int, *, now: datetime) -> tuple[Seat, bool]:
    """End a membership and tell the person; return it and whether it still stood.

    Raises:
        Refusal: the actor may not.
    """
    found = await seat(session, actor, membership_id)
    if found.row.ended_at is not None:
        return found, False
    close(session, actor, found.row, now=now)
    await put(session, found.person, plain("joining.ended_for_you", unit=found.unit), now=now, lane=Lane.URGENT)
    return found, True


def close(session: Session, actor: Actor | None, row: Membership, *, now: datetime) -> None:
    """Write the end of a membership (`actor` None: the bot itself)."""
    row.ended_at, row.ended_by = now, actor.telegram_id if actor else None
    note(session, actor, "membership.end", f"membership {row.id}", now=now, unit=row.unit_id, person=row.person_id)
