"""Pages of rows: one query, cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVarTuple

from sqlalchemy import Row, Select, func, select

from bot.db.transaction import Session
from bot.messages.base import PAGE, pages_of

Ts = TypeVarTuple("Ts")


async def cut(session: Session, query: Select[*Ts], number: int) -> tuple[Sequence[Row[*Ts]], int, int]:
    """Return the rows of page `number` (from 0; the nearest that there is), its number, and how many there are."""
    count = await session.scalar(select(func.count()).select_from(query.order_by(None).subquery()))
    pages = pages_of(count or 0)
    number = min(max(number, 0), pages - 1)
    rows = await session.execute(query.offset(number * PAGE).limit(PAGE))
    return rows.all(), number, pages
