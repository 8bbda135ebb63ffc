"""Who was not reached by a broadcast, why, and sending once more what is in doubt."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from bot.db.transaction import Session
from bot.messages.outcomes import ConfirmAgain, Line, UnreachedList
from bot.services import audit
from bot.services.access import Actor
from bot.services.boards import show_board
from bot.services.sending import broadcast_of, deliver, open_conference
from models.broadcasts import Broadcast, BroadcastState, Recipient
from models.conferences import Conference
from models.outbox import OutboxMessage, OutboxState
from models.people import Person
from models.units import Unit


class Reason(StrEnum):
    """Why somebody was not reached, in the order in which the organiser wants to know."""

    UNSURE = "unsure"
    NOT_JOINED = "not_joined"
    BLOCKED = "blocked"
    REFUSED = "refused"


REASONS = {
    None: Reason.NOT_JOINED,
    OutboxState.UNSURE: Reason.UNSURE,
    OutboxState.GONE: Reason.BLOCKED,
    OutboxState.REFUSED: Reason.REFUSED,
    OutboxState.CANCELLED: Reason.REFUSED,
}


async def unreached_list(session: Session, actor: Actor, broadcast_id: int, page: int) -> UnreachedList:
    """Return a page of those whom a broadcast did not reach: in doubt first, then by protocol order."""
    broadcast = await broadcast_of(session, actor, broadcast_id)
    conference = await session.get_one(Conference, broadcast.conference_id)
    rows = await unreached(session, broadcast_id)
    return UnreachedList(broadcast.id, broadcast.version, broadcast.kind, conference.title, tuple(rows), page)


async def unreached(session: Session, broadcast_id: int) -> list[Line]:
    """Return all receivers of a broadcast who were not reached; a unit that nobody joined is one of them."""
    query = (
        select(Recipient.id, Recipient.unit_id, Unit.name, OutboxMessage.state, Person.full_name, Person.phone)
        .join(Unit, Recipient.unit_id == Unit.id)
        .outerjoin(OutboxMessage, Recipient.outbox_id == OutboxMessage.id)
        .outerjoin(Person, Recipient.person_id == Person.id)
        .where(Recipient.broadcast_id == broadcast_id)
        .order_by(Unit.place, Unit.id, Recipient.id)
    )
    rows = (await session.execute(query)).all()
    reached = {row.unit_id for row in rows if row.state is OutboxState.SENT}
    found = [
        Line(row.id, row.name, REASONS[row.state], row.full_name, row.phone, row.unit_id in reached)
        for row in rows
        if row.state in REASONS
    ]
    order = list(Reason)
    return sorted(found, key=lambda line: order.index(Reason(line.reason)))


async def question(session: Session, actor: Actor, broadcast_id: int, version: int) -> ConfirmAgain | None:
    """Return the question before all that is in doubt is sent again; None where that is outdated."""
    broadcast = await broadcast_of(session, actor, broadcast_id)
    count = sum(line.reason == Reason.UNSURE for line in await unreached(session, broadcast_id))
    if broadcast.version != version or not count:
        return None
    conference = await session.get_one(Conference, broadcast.conference_id)
    return ConfirmAgain(broadcast_id, version, conference.title, count)


async def again(
    session: Session, actor: Actor, broadcast_id: int, version: int, recipient_id: int | None, *, now: datetime
) -> int:
    """Send once more to one receiver in doubt (None: to all of them); return to how many, 0 where that is outdated."""
    broadcast = await broadcast_of(session, actor, broadcast_id)
    if broadcast.version != version:
        return 0
    query = (
        select(Recipient)
        .join(OutboxMessage, Recipient.outbox_id == OutboxMessage.id)
        .where(Recipient.broadcast_id == broadcast_id, OutboxMessage.state == OutboxState.UNSURE)
    )
    if recipient_id is not None:
        query = query.where(Recipient.id == recipient_id)
    rows = list(await session.scalars(query.order_by(Recipient.id)))
    if rows:
        await open_conference(session, broadcast.conference_id)
        await reopen(session, broadcast)
        await deliver(session, broadcast, rows, now=now)
        await show_board(session, broadcast, now=now)
        audit.note(session, actor, "broadcast.again", f"broadcast {broadcast.id}", now=now, receivers=len(rows))
    return len(rows)


async def reopen(session: Session, broadcast: Broadcast) -> None:
    """Begin the next attempt of a broadcast: its messages get keys of their own, and its board counts again."""
    broadcast.version, broadcast.state = broadcast.version + 1, BroadcastState.SENDING
    await session.flush()
