"""Updates that a return from a copy brought back are worked as they were the first time.

As of when they were received, so that deadlines and terms are those of when the person acted; and each after the long
work that earlier ones asked for, since the person had waited for its end.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.inbox.store import Claimed
from bot.services.jobs import any_open
from models.restorations import Restoration

NEVER = datetime.min.replace(tzinfo=UTC)


class Instants:
    """Knows when the database last came back from a copy; that never happens while the bot runs."""

    def __init__(self) -> None:
        self._restored_at: datetime | None = None

    async def of(self, session: Session, row: Claimed, now: datetime) -> datetime:
        """Return the instant as of which `row` is worked."""
        return row.received_at if await self.came_back(session, row) else now

    async def waits(self, session: Session, row: Claimed) -> bool:
        """Return whether `row` has to wait for long work."""
        return await self.came_back(session, row) and await any_open(session)

    async def came_back(self, session: Session, row: Claimed) -> bool:
        """Return whether a return from a copy brought `row` back: then all are worked in the order they were sent."""
        if self._restored_at is None:
            self._restored_at = await session.scalar(select(func.max(Restoration.restored_at))) or NEVER
        return row.received_at < self._restored_at
