"""One person can't hold up the rest: what they send beyond a limit a minute is stored, but put aside unread."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.db.transaction import Session
from bot.messages.base import plain
from bot.outbox.put import put
from bot.services.people import by_telegram_id
from models.inbox import StoredUpdate, UpdateState
from models.outbox import OutboxMessage

MINUTE = timedelta(minutes=1)
AT_ONCE = 500
"""How many waiting updates of one chat are looked at together."""


async def put_aside(session: Session, row: StoredUpdate, *, now: datetime, most: int) -> bool:
    """Return whether `row` is beyond the `most` updates that its chat may send in a minute, and is put aside.

    What waits behind it in the same chat and is beyond the limit too goes with it, so that a flood costs little. The
    person is told once a minute at most. What was sent over hours, and comes at once after the bot was away, is none.
    """
    if row.tries or not await _busy(session, row, most):
        return False
    line = [*await _earlier(session, row, most), row, *await _behind(session, row)]
    beyond = [update for update, over in zip(line, too_many([sent_at(u) for u in line], most), strict=True) if over]
    if row not in beyond:
        return False
    for update in beyond:
        if update.state is UpdateState.WAITING:
            update.state, update.settled_at = UpdateState.IGNORED, now
    await _tell(session, row, now=now, most=most)
    return True


def too_many(sent: Sequence[datetime], most: int) -> list[bool]:
    """Return of each instant, in order, whether `most` others lie in the minute up to it."""
    return [place >= most and instant - sent[place - most] < MINUTE for place, instant in enumerate(sent)]


def sent_at(row: StoredUpdate) -> datetime:
    """Return when a message was sent (Bot API: Message.date); of the rest only the arrival is known."""
    message = json.loads(row.body).get("message")
    date = message.get("date") if isinstance(message, dict) else None
    return datetime.fromtimestamp(date, UTC) if isinstance(date, int) else row.received_at


async def _busy(session: Session, row: StoredUpdate, most: int) -> bool:
    """Return whether `most` other updates of the chat came in within the minute: all that most updates are asked."""
    recent = (StoredUpdate.chat_key == row.chat_key) & (StoredUpdate.received_at > row.received_at - MINUTE)
    query = select(StoredUpdate.received_at).where(recent).order_by(StoredUpdate.received_at.desc())
    return await session.scalar(query.offset(most).limit(1)) is not None


async def _earlier(session: Session, row: StoredUpdate, most: int) -> list[StoredUpdate]:
    """Return the last `most` updates of the chat before `row`, oldest first."""
    before = (StoredUpdate.chat_key == row.chat_key) & (StoredUpdate.update_id < row.update_id)
    query = select(StoredUpdate).where(before).order_by(StoredUpdate.update_id.desc()).limit(most)
    return list(await session.scalars(query))[::-1]


async def _behind(session: Session, row: StoredUpdate) -> list[StoredUpdate]:
    """Return what waits behind `row` in its chat."""
    after = (StoredUpdate.chat_key == row.chat_key) & (StoredUpdate.update_id > row.update_id)
    query = select(StoredUpdate).where(after, StoredUpdate.state == UpdateState.WAITING)
    return list(await session.scalars(query.order_by(StoredUpdate.update_id).limit(AT_ONCE)))


async def _tell(session: Session, row: StoredUpdate, *, now: datetime, most: int) -> None:
    """Ask the person to wait; in a group nobody is told."""
    person = await by_telegram_id(session, int(row.chat_key)) if row.chat_key.isdecimal() else None
    key = f"slow{row.chat_key}-{int(now.timestamp()) // 60}"
    told = await session.scalar(select(OutboxMessage.id).where(OutboxMessage.key == f"{key}/0"))
    if person is not None and told is None:
        await put(session, person, plain("common.slow_down", most=most), now=now, key=key)
