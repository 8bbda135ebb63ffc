"""Claims: which rows go next. Each chat in order, the more urgent lane first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import aliased

from bot.db.transaction import Session
from bot.outbox.outcome import MAX_TRIES
from models.outbox import OutboxMessage, OutboxState

LEASE = timedelta(seconds=90)
"""Longer than all time-outs of a call together, so that nobody takes a row that is still on the wire."""


async def claim(session: Session, *, now: datetime, limit: int, busy: Collection[int]) -> list[OutboxMessage]:
    """Mark up to `limit` rows as sending and return them, at most one a chat and none of the chats in `busy`.

    A row waits while an older one of its lane and chat is open, so that order is kept through retries; an edit waits
    until the message it changes is there.
    """
    row, older = OutboxMessage, aliased(OutboxMessage)
    blocked = exists().where(
        older.chat_id == row.chat_id,
        older.lane <= row.lane,
        older.id < row.id,
        older.state.in_((OutboxState.WAITING, OutboxState.SENDING)),
    )
    edited = aliased(OutboxMessage)
    unready = exists().where(
        edited.id == row.edits, edited.state.in_((OutboxState.WAITING, OutboxState.SENDING)), edited.id != row.id
    )
    query = (
        select(row)
        .where(row.state == OutboxState.WAITING, (row.not_before.is_(None)) | (row.not_before <= now))
        .where(~blocked, ~unready)
        .order_by(row.lane, row.id)
        .limit(limit * 4)
        .with_for_update(skip_locked=True, of=row)
    )
    taken: dict[int, OutboxMessage] = {}
    for found in await session.scalars(query.where(row.chat_id.not_in(busy))):
        if found.chat_id not in taken and len(taken) < limit:
            found.state, found.lease_until = OutboxState.SENDING, now + LEASE
            taken[found.chat_id] = found
    return list(taken.values())


async def next_instant(session: Session, now: datetime) -> datetime | None:
    """Return when the next row that waits for its time may go, None if none waits."""
    row = OutboxMessage
    return await session.scalar(
        select(func.min(row.not_before)).where(row.state == OutboxState.WAITING, row.not_before > now)
    )


async def recover(session: Session, *, now: datetime, all_of_them: bool) -> int:
    """Settle rows found half-sent after a crash: those that may go twice wait again, the rest become unsure.

    A crash doesn't use up the one repetition of a lost answer: it may have come before the call. So each crash makes at
    most one second copy of a call under way, and no reply is given up for two crashes at the wrong moments.
    `all_of_them` at the start of the only process; otherwise only those whose lease ran out.
    """
    row = OutboxMessage
    stale = row.state == OutboxState.SENDING
    if not all_of_them:
        stale &= row.lease_until < now
    again = row.again & (row.tries < MAX_TRIES)
    values = {"state": OutboxState.WAITING, "tries": row.tries + 1, "error": "found half-sent"}
    first = await session.execute(update(row).where(stale, again).values(values))
    second = await session.execute(
        update(row).where(stale).values(state=OutboxState.UNSURE, settled_at=now, error="found half-sent")
    )
    return int(first.rowcount + second.rowcount)  # type: ignore[attr-defined]
