"""Boards: how far each broadcast is, counted from its receivers' outcomes and shown to whoever sent it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.messages.broadcasts import Board
from bot.outbox.put import id_of, put
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
    rows = await session.execute(query)
    counts: dict[OutboxState | None, int] = dict(rows.all())
    return Tally(
        waiting=sum(counts.get(state, 0) for state in OPEN),
        sent=counts.get(OutboxState.SENT, 0),
        blocked=sum(counts.get(state, 0) for state in FAILED),
        unsure=counts.get(OutboxState.UNSURE, 0),
        not_joined=counts.get(None, 0),
    )


async def board_of(session: Session, broadcast: Broadcast) -> Board:
    """Return the progress message of a broadcast as it stands now."""
    counts = await tally(session, broadcast.id)
    conference = await session.get_one(Conference, broadcast.conference_id)
    figures = (counts.waiting, counts.sent, counts.blocked, counts.unsure, counts.not_joined)
    return Board(broadcast.id, broadcast.conference_id, broadcast.kind, conference.title, *figures)


async def refresh_boards(session: Session, *, now: datetime) -> None:
    """Bring the progress message of every broadcast under way up to date, and close those that are through."""
    for broadcast in await session.scalars(select(Broadcast).where(Broadcast.state == BroadcastState.SENDING)):
        await show_board(session, broadcast, now=now)


async def show_board(session: Session, broadcast: Broadcast, *, now: datetime) -> None:
    """Send the progress message, or change it unless it says so already; close the broadcast once it is through.

    The key holds what it says. Under one version of the broadcast the figures only move on, so none comes twice.
    """
    board = await board_of(session, broadcast)
    if board.waiting == 0:
        broadcast.state = BroadcastState.FINISHED
    figures = (board.waiting, board.sent, board.blocked, board.unsure, board.not_joined)
    key = f"board{broadcast.id}:{broadcast.version}:{'-'.join(map(str, figures))}"
    if await session.scalar(select(OutboxMessage.id).where(OutboxMessage.key == f"{key}/0")) is not None:
        return
    person = await session.get_one(Person, broadcast.created_by)
    put_as = await put(session, person, board, now=now, key=key, edits=broadcast.board_id)
    broadcast.board_id = broadcast.board_id or await id_of(session, put_as)
