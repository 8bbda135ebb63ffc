"""One person can't hold up the rest: what they send beyond a limit a minute is stored, but put aside unread."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, func, select

from bot.db.transaction import Session
from bot.inbox.store import Claimed
from bot.messages.base import plain
from bot.outbox.put import put
from bot.services.people import by_telegram_id
from models.inbox import StoredUpdate, UpdateState
from models.outbox import OutboxMessage

MINUTE = timedelta(minutes=1)
AT_ONCE = 500
"""How many waiting updates of one chat are looked at together."""
CROWDED = (
    select(StoredUpdate.chat_key)
    .where(StoredUpdate.chat_key.in_(bindparam("chats", expanding=True)), StoredUpdate.received_at > bindparam("since"))
    .group_by(StoredUpdate.chat_key)
    .having(func.count() > bindparam("most"))
)


async def crowded(session: Session, rows: Sequence[Claimed], *, most: int) -> set[str]:
    """Return which chats of `rows` sent more than `most` updates within the minute: all that most updates are asked."""
    new = [row for row in rows if not row.tries]
    if not new:
        return set()
    since = min(row.received_at for row in new) - MINUTE
    found = await session.scalars(CROWDED, {"chats": [row.chat_key for row in new], "since": since, "most": most})
    return set(found)


async def put_aside(session: Session, row: Claimed, *, now: datetime, most: int) -> bool:
    """Return whether `row`, of a chat that is crowded, is beyond the `most` updates that it may send in a minute.

    Then it is put aside, and what waits behind it in the same chat and is beyond the limit too goes with it, so that a
    flood costs little. The person is told once a minute at most. What was sent over hours, and comes at once after the
    bot was away, is no flood.
    """
    line = [*await _earlier(session, row, most), *await _from(session, row)]
    over = too_many([sent_at(update) for update in line], most)
    beyond = [update for update, much in zip(line, over, strict=True) if much]
    if row.tries or row.update_id not in {update.update_id for update in beyond}:
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


async def _earlier(session: Session, row: Claimed, most: int) -> list[StoredUpdate]:
    """Return the last `most` updates of the chat before `row`, oldest first."""
    before = (StoredUpdate.chat_key == row.chat_key) & (StoredUpdate.update_id < row.update_id)
    query = select(StoredUpdate).where(before).order_by(StoredUpdate.update_id.desc()).limit(most)
    return list(await session.scalars(query))[::-1]


async def _from(session: Session, row: Claimed) -> list[StoredUpdate]:
    """Return `row` and what waits behind it in its chat."""
    after = (StoredUpdate.chat_key == row.chat_key) & (StoredUpdate.update_id >= row.update_id)
    query = select(StoredUpdate).where(after, StoredUpdate.state == UpdateState.WAITING)
    return list(await session.scalars(query.order_by(StoredUpdate.update_id).limit(AT_ONCE)))


async def _tell(session: Session, row: Claimed, *, now: datetime, most: int) -> None:
    """Ask the person to wait; in a group nobody is told."""
    person = await by_telegram_id(session, int(row.chat_key)) if row.chat_key.isdecimal() else None
    key = f"slow{row.chat_key}-{int(now.timestamp()) // 60}"
    told = await session.scalar(select(OutboxMessage.id).where(OutboxMessage.key == f"{key}/0"))
    if person is not None and told is None:
        await put(session, person, plain("common.slow_down", most=most), now=now, key=key)
