"""The fence: what a leader writes holds only while it leads (docs/decisions/0009)."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.leadership import Leadership

NAME = "bot"
"""The one leadership there is."""


TABLE = Leadership.__table__
LEADING = (
    select(TABLE.c.epoch)
    .where(TABLE.c.name == NAME, TABLE.c.epoch == bindparam("epoch"))
    .with_for_update(read=True, key_share=True)
)


class Deposed(Exception):
    """Another process leads now."""


async def fence(session: AsyncSession, epoch: int) -> None:
    """Make sure that `epoch` is still the leadership, and that it stays so until the transaction ends.

    A later leader takes the row FOR UPDATE before it counts up, which waits for this lock; the leader's own heartbeat
    doesn't.

    Raises:
        Deposed: it isn't.
    """
    if await session.scalar(LEADING, {"epoch": epoch}) is None:
        raise Deposed(f"epoch {epoch} is over")
