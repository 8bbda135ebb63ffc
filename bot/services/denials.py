"""Denials: who tried what they may not. They are noted although nothing else of the attempt is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.errors import DieuPhoiError
from bot.services.access import Actor
from bot.services.audit import note
from models.audit import AuditLine

DENIED = "denied"
MOST = 20
WINDOW = timedelta(hours=1)


async def note_denial(session: Session, actor: Actor, refusal: DieuPhoiError, subject: str, *, now: datetime) -> None:
    """Note that `actor` was denied `subject` (a route of ours, a job), where that is what the refusal says.

    Of one person, twenty an hour are noted: a flood of presses mustn't fill the table.
    """
    if not refusal.key.startswith("access."):
        return
    theirs = (AuditLine.action == DENIED) & (AuditLine.telegram_id == actor.telegram_id)
    query = select(func.count()).where(theirs, AuditLine.at > now - WINDOW)
    if (await session.scalar(query) or 0) < MOST:
        note(session, actor, DENIED, subject, now=now, why=refusal.key.removeprefix("access."))
