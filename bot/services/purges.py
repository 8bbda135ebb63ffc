"""Purges: what was erased, how much of it and up to when; the audit trail keeps the proof."""

from __future__ import annotations

from sqlalchemy import select

from bot.db.transaction import Session
from models.audit import AuditLine

ACTIONS = ("delegates.forget", "words.forget", "person.erase", "delegate.erased")


async def log(session: Session, limit: int) -> list[AuditLine]:
    """Return the latest purges, the newest first."""
    query = select(AuditLine).where(AuditLine.action.in_(ACTIONS))
    return list(await session.scalars(query.order_by(AuditLine.at.desc(), AuditLine.id.desc()).limit(limit)))
