"""Putting one message each for many receivers, in a few statements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, select

from bot.db.transaction import Session, wakes
from bot.messages.base import Message
from bot.outbox.put import Receiver, rows_of
from models.outbox import Lane, OutboxMessage

CHUNK = 10_000
"""Keys a query: databases take some 32,000 values in one statement."""


async def put_each(
    session: Session, letters: Iterable[tuple[Receiver, Message, str]], *, now: datetime, lane: Lane, again: bool
) -> dict[str, int]:
    """Put a message under its key for each receiver; return the id of the last row of each, by key.

    Rows are written without asking for their ids, which SQLite would give only one statement a row.
    """
    rows = {key: rows_of(session, to, said, now=now, lane=lane, key=key, again=again) for to, said, key in letters}
    if not rows:
        return {}
    await session.execute(insert(OutboxMessage), [row for parts in rows.values() for row in parts])
    wakes(session, "outbox")
    ids = await _ids(session, [parts[-1]["key"] for parts in rows.values()])
    return {key: ids[parts[-1]["key"]] for key, parts in rows.items()}


async def _ids(session: Session, keys: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(keys), CHUNK):
        chunk = OutboxMessage.key.in_(keys[start : start + CHUNK])
        rows = await session.execute(select(OutboxMessage.key, OutboxMessage.id).where(chunk))
        found.update(dict(rows.all()))
    return found
