"""Broadcasts: one text to the units of a conference, each receiver with exactly one outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.messages.broadcasts import Board
from bot.outbox.put import put
from models.broadcasts import Broadcast, BroadcastState, Recipient
from models.conferences import Conference
from models.outbox import OutboxMessage, OutboxState
from models.people import Person

OPEN = (OutboxState.WAITING, OutboxState.SENDING)
FAILED = (OutboxState.GONE, OutboxState.REFUSED, OutboxState.CANCELLED)


@dataclass(frozen=True)
class Tally:
    """How far a broadcast is: receivers by outcome; they add up to all of them."""

    waiting: int
    sent: int
    blocked: int
    unsure: int
    not_joined: int


async def tally(session: Session, broadcast_id: int) -> Tally:
    """Count the receivers of a broadcast by outcome."""
    query = (
        select(OutboxMessage.state, func.count())
        .select_from(Recipient)
        .outerjoin(OutboxMessage, Recipient.outbox_id == OutboxMessage.id)
        .where(Recipient.broadcast_id == broadcast_id)
        .group_by(OutboxMessage.state)
    )
    counts: dict[OutboxState | None, int] = dict((await session.execute(query)).tuples().all())
    return Tally(
        waiting=sum(counts.get(state, 0) for state in OPEN),
        sent=counts.get(OutboxState.SENT, 0),
        blocked=sum(counts.get(state, 0) for state in FAILED),
        unsure=counts.get(OutboxState.UNSURE, 0),
        not_joined=counts.get(None, 0),
    )


async def refresh_boards(session: Session, *, now: datetime) -> None:
    """Bring the progress message of every broadcast under way up to date, and close those that are through."""
    for broadcast in await session.scalars(select(Broadcast).where(Broadcast.state == BroadcastState.SENDING)):
        counts = await tally(session, broadcast.id)
        if counts.waiting == 0:
            broadcast.state = BroadcastState.FINISHED
        await _show_board(session, broadcast, counts, now=now)


async def _show_board(session: Session, broadcast: Broadcast, counts: Tally, *, now: datetime) -> None:
    """Change the progress message, unless it says so already: the key holds what it says."""
    person = await session.get_one(Person, broadcast.created_by)
    conference = await session.get_one(Conference, broadcast.conference_id)
    figures = (counts.waiting, counts.sent, counts.blocked, counts.unsure, counts.not_joined)
    key = f"board{broadcast.id}:{'-'.join(map(str, figures))}"
    if await session.scalar(select(OutboxMessage.id).where(OutboxMessage.key == f"{key}/0")) is None:
        board = Board(broadcast.id, broadcast.kind, conference.title, *figures)
        await put(session, person, board, now=now, key=key, edits=broadcast.board_id)
