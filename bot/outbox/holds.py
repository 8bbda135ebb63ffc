"""Holds that outlive the process: what Telegram ordered to wait is obeyed after a restart and by the next leader."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from bot.db.transaction import Session
from models.holds import WHOLE_BOT, Hold


async def keep(session: Session, chat_id: int | None, seconds: float, *, now: datetime) -> None:
    """Write that nothing may leave to `chat_id` (None: to anyone) for `seconds`."""
    await session.merge(Hold(chat_id=WHOLE_BOT if chat_id is None else chat_id, until=now + timedelta(seconds=seconds)))


async def kept(session: Session, *, now: datetime) -> dict[int | None, float]:
    """Return for how many seconds each chat (None: the whole bot) is held; forget the holds that are over."""
    await session.execute(delete(Hold).where(Hold.until <= now))
    rows = await session.scalars(select(Hold))
    return {row.chat_id if row.chat_id != WHOLE_BOT else None: (row.until - now).total_seconds() for row in rows}
