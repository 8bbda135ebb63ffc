"""Which units of a conference a broadcast is for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time

from sqlalchemy import Select, exists, select

from bot.clock import OFFICE_ZONE
from bot.db.transaction import Session
from bot.services.owed import HAS_PLACES
from models.broadcasts import Broadcast, BroadcastState, Recipient
from models.invitations import Answer, Invitation
from models.people import Membership
from models.units import Unit

UNDER_WAY = (BroadcastState.SENDING, BroadcastState.FINISHED)


async def to_invite(session: Session, conference_id: int) -> list[int]:
    """Return the units that have places and that no invitation of the conference was sent for, in protocol order."""
    reached = _sent_to(conference_id, "invitation")
    query = (
        select(Unit.id)
        .join(Invitation, Invitation.unit_id == Unit.id)
        .where(Invitation.conference_id == conference_id, HAS_PLACES, Unit.id.not_in(reached))
        .order_by(Unit.place, Unit.id)
    )
    return list(await session.scalars(query))


async def to_nudge(session: Session, conference_id: int, *, now: datetime) -> list[int]:
    """Return the units that were sent the invitation, have not answered, and were not nudged on this day."""
    today = datetime.combine(now.astimezone(OFFICE_ZONE).date(), time(0), OFFICE_ZONE)
    nudged = _sent_to(conference_id, "nudge").where(Broadcast.sent_at >= today)
    query = (
        select(Unit.id)
        .join(Invitation, Invitation.unit_id == Unit.id)
        .where(Invitation.conference_id == conference_id, Invitation.answer == Answer.NONE)
        .where(Unit.id.in_(_sent_to(conference_id, "invitation")), Unit.id.not_in(nudged))
        .order_by(Unit.place, Unit.id)
    )
    return list(await session.scalars(query))


async def joined(session: Session, unit_ids: Collection[int]) -> set[int]:
    """Return those of the units for which somebody has joined."""
    someone = exists().where(Membership.unit_id == Unit.id, Membership.ended_at.is_(None))
    return set(unit_ids) & set(await session.scalars(select(Unit.id).where(someone)))


def _sent_to(conference_id: int, kind: str) -> Select[int]:
    """Return the query for the units that a broadcast of this kind was for."""
    return (
        select(Recipient.unit_id)
        .join(Broadcast, Recipient.broadcast_id == Broadcast.id)
        .where(Broadcast.conference_id == conference_id, Broadcast.kind == kind, Broadcast.state.in_(UNDER_WAY))
    )
