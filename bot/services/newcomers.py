"""Those who join after the invitation went out get it when they join."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from bot.db.transaction import Session
from bot.services.boards import show_board
from bot.services.conferences import is_over
from bot.services.outcomes import reopen
from bot.services.sending import deliver
from models.broadcasts import Broadcast, Recipient
from models.conferences import Conference, ConferenceState
from models.invitations import Invitation
from models.people import Person


async def invite_newcomer(session: Session, person: Person, unit_id: int, *, now: datetime) -> None:
    """Send a focal person who has just joined the invitations that their unit was sent, each once."""
    for broadcast in await _invitations_to(session, unit_id):
        if await is_over(session, broadcast.conference_id, now):
            continue
        recipient = await _recipient(session, broadcast, person, unit_id)
        if recipient is not None:
            await reopen(session, broadcast)
            await deliver(session, broadcast, [recipient], now=now)
            await show_board(session, broadcast, now=now)


async def _invitations_to(session: Session, unit_id: int) -> Sequence[Broadcast]:
    """Return the invitations of running conferences that were sent for the unit, locked for this transaction.

    Drafts are locked with them: one that is being sent at this instant either has sent before us, or sees us.
    """
    query = (
        select(Broadcast)
        .join(Conference, Broadcast.conference_id == Conference.id)
        .join(Invitation, Invitation.conference_id == Conference.id)
        .where(Broadcast.kind == "invitation", Conference.state == ConferenceState.RUNNING)
        .where(Invitation.unit_id == unit_id)
        .order_by(Broadcast.id)
        .with_for_update(of=Broadcast)
        .execution_options(populate_existing=True)
    )
    locked = await session.scalars(query)
    reached = set(await session.scalars(select(Recipient.broadcast_id).where(Recipient.unit_id == unit_id)))
    return [row for row in locked if row.sent_at is not None and row.id in reached]


async def _recipient(session: Session, broadcast: Broadcast, person: Person, unit_id: int) -> Recipient | None:
    """Return the row for the newcomer: the unit's that waited for somebody, or a new one; None where they have one."""
    query = select(Recipient).where(Recipient.broadcast_id == broadcast.id, Recipient.unit_id == unit_id)
    rows = list(await session.scalars(query.order_by(Recipient.id)))
    if any(row.person_id == person.id for row in rows):
        return None
    waiting = next((row for row in rows if row.person_id is None), None)
    if waiting is None:
        waiting = Recipient(broadcast_id=broadcast.id, unit_id=unit_id)
        session.add(waiting)
    waiting.person_id = person.id
    await session.flush()
    return waiting
