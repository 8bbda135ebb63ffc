"""The fence: what a leader writes holds only while it leads (docs/decisions/0009)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.leadership import Leadership

NAME = "bot"
"""The one leadership there is."""


class Deposed(Exception):
    """Another process leads now."""


async def fence(session: AsyncSession, epoch: int) -> None:
    """Make sure that `epoch` is still the leadership, and that it stays so until the transaction ends.

    A later leader takes the row FOR UPDATE before it counts up, which waits for this lock; the leader's own heartbeat
    doesn't.

    Raises:
        Deposed: it isn't.
    """
    row = Leadership
    query = select(row.epoch).where(row.name == NAME, row.epoch == epoch).with_for_update(read=True, key_share=True)
    if await session.scalar(query) is None:
        raise Deposed(f"epoch {epoch} is over")
