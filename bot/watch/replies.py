"""Replies: how long people wait, from the update that came in to the answer that Telegram took.

The outcome of a reply is noted in passing; when its update came is looked up later, for many at once, so that watching
costs nothing where people wait.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.outbox.records import origin_of
from models.inbox import StoredUpdate
from models.outbox import Lane, OutboxMessage, OutboxState

KEPT = 5_000
"""Replies that are noted at most between two looks; beyond that the oldest go unmeasured."""


class Replies:
    """The replies that were sent since they were last looked at."""

    def __init__(self) -> None:
        self._sent: deque[tuple[int, datetime]] = deque(maxlen=KEPT)

    def note(self, row: OutboxMessage) -> None:
        """Note a row with its outcome, if it is a reply that arrived."""
        number = origin_of(row.key).get("update_id")
        if row.lane == Lane.REPLY and row.state is OutboxState.SENT and number is not None and row.settled_at:
            self._sent.append((number, row.settled_at))

    async def waited(self, session: Session) -> list[float]:
        """Return for how many seconds the persons of the replies noted waited, and forget these replies."""
        taken = [self._sent.popleft() for _ in range(len(self._sent))]
        found: dict[int, datetime] = {}
        for start in range(0, len(taken), 1_000):
            numbers = {number for number, _ in taken[start : start + 1_000]}
            query = select(StoredUpdate.update_id, func.max(StoredUpdate.received_at))
            rows = await session.execute(
                query.where(StoredUpdate.update_id.in_(numbers)).group_by(StoredUpdate.update_id)
            )
            found.update(dict(rows.all()))
        return [max(0.0, (sent - found[number]).total_seconds()) for number, sent in taken if number in found]
