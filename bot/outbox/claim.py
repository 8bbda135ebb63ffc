"""Claims: which rows go next. Each chat in order, the more urgent lane first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, literal, or_, select, update
from sqlalchemy.orm import aliased

from bot.db.transaction import Session
from bot.outbox.outcome import MAX_TRIES
from models.outbox import OutboxMessage, OutboxState


def _open(row: type[OutboxMessage], *states: OutboxState) -> ColumnElement[bool]:
    """Say it with the values written out: bound ones don't let the partial index of waiting rows serve."""
    return or_(*(row.state == literal(state, row.state.type, literal_execute=True) for state in states))


def _ready() -> Select[OutboxMessage]:
    row, older, edited = OutboxMessage, aliased(OutboxMessage), aliased(OutboxMessage)
    under_way = (OutboxState.WAITING, OutboxState.SENDING)
    blocked = exists().where(
        older.chat_id == row.chat_id, older.lane <= row.lane, older.id < row.id, _open(older, *under_way)
    )
    unready = exists().where(edited.id == row.edits, edited.id != row.id, _open(edited, *under_way))
    return (
        select(row)
        .where(_open(row, OutboxState.WAITING), row.not_before.is_(None) | (row.not_before <= bindparam("now")))
        .where(~blocked, ~unready, row.chat_id.not_in(bindparam("busy", expanding=True)))
        .order_by(row.lane, row.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=row)
    )


# Built once: building them costs more than running them.
READY = _ready()
NEXT = select(func.min(OutboxMessage.not_before)).where(
    _open(OutboxMessage, OutboxState.WAITING), OutboxMessage.not_before > bindparam("now")
)


async def claim(
    session: Session,
    *,
    now: datetime,
    limit: int,
    busy: Collection[int],
    epoch: int,
    among: ColumnElement[bool] | None = None,
) -> list[OutboxMessage]:
    """Mark up to `limit` rows as sending under `epoch`; return them: at most one a chat, none of those in `busy`.

    `among` narrows the choice (bot.outbox.known). A row waits while an older one of its lane and chat is open, so that
    order is kept through retries; an edit waits until the message it changes is there.
    """
    taken: dict[int, OutboxMessage] = {}
    ready = READY if among is None else READY.where(among)
    for found in await session.scalars(ready, {"now": now, "busy": list(busy), "most": limit}):
        if found.chat_id not in taken:  # one of another lane may be ready too
            found.state, found.epoch = OutboxState.SENDING, epoch
            taken[found.chat_id] = found
    return list(taken.values())


async def next_instant(session: Session, now: datetime) -> datetime | None:
    """Return when the next row that waits for its time may go, None if none waits."""
    return await session.scalar(NEXT, {"now": now})


async def recover(session: Session, *, now: datetime, epoch: int) -> int:
    """Settle rows that an older leadership than `epoch` left half-sent; return how many.

    Those that may go twice wait again, the rest become unsure. Nobody claims under an older epoch now (bot.db.fence).
    A crash doesn't use up the one repetition of a lost answer: it may have come before the call. So each crash makes at
    most one second copy of a call under way, and no reply is given up for two crashes at the wrong moments.
    """
    row = OutboxMessage
    stale = (row.state == OutboxState.SENDING) & or_(row.epoch.is_(None), row.epoch < epoch)
    again = row.again & (row.tries < MAX_TRIES)
    values = {"state": OutboxState.WAITING, "tries": row.tries + 1, "error": "found half-sent"}
    first = await session.execute(update(row).where(stale, again).values(values))
    second = await session.execute(
        update(row).where(stale).values(state=OutboxState.UNSURE, settled_at=now, error="found half-sent")
    )
    return int(first.rowcount + second.rowcount)  # type: ignore[attr-defined]


async def unclaim(session: Session, *, epoch: int, known: Collection[int]) -> int:
    """Let rows wait again that were claimed under our own `epoch` by a commit whose answer was lost; return how many.

    `known` are the ids of those claimed in earnest. The others never were on the wire, so nothing is in doubt.
    """
    row = OutboxMessage
    stray = (row.state == OutboxState.SENDING) & (row.epoch == epoch) & row.id.not_in(known)
    found = await session.execute(update(row).where(stray).values(state=OutboxState.WAITING))
    return int(found.rowcount)  # type: ignore[attr-defined]
