"""What was said is emptied two weeks after it was settled: it holds names and phones; that it was said is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import String, cast, func, select, tuple_, update

from bot.config import Settings
from bot.db.transaction import Session
from bot.services.terms import Daily
from models.inbox import StoredUpdate, UpdateState
from models.outbox import OutboxMessage, OutboxState

KEPT = timedelta(days=14)
CHUNK = 500
EMPTY = "{}"
UNSETTLED = (OutboxState.WAITING, OutboxState.SENDING)


class EmptyOldWords(Daily):
    """Empties the bodies of updates and the payloads of calls that were settled long ago; their keys stay."""

    async def chunk(self, session: Session, now: datetime, settings: Settings) -> bool:
        """Empty some; return whether more may be left."""
        limit = now - KEPT
        return CHUNK in {await _heard(session, limit), await _said(session, limit)}


async def _heard(session: Session, limit: datetime) -> int:
    key = tuple_(StoredUpdate.bot_id, StoredUpdate.update_id)
    settled = func.coalesce(StoredUpdate.settled_at, StoredUpdate.received_at)
    query = (
        select(StoredUpdate.bot_id, StoredUpdate.update_id)
        .where(StoredUpdate.state != UpdateState.WAITING, settled < limit, StoredUpdate.body != EMPTY)
        .limit(CHUNK)
    )
    found = [(row.bot_id, row.update_id) for row in await session.execute(query)]
    await session.execute(update(StoredUpdate).where(key.in_(found)).values(body=EMPTY))
    return len(found)


async def _said(session: Session, limit: datetime) -> int:
    settled = func.coalesce(OutboxMessage.settled_at, OutboxMessage.created_at)
    query = (
        select(OutboxMessage.id)
        .where(OutboxMessage.state.not_in(UNSETTLED), settled < limit)
        .where(cast(OutboxMessage.payload, String) != EMPTY)
        .limit(CHUNK)
    )
    found = list(await session.scalars(query))
    await session.execute(update(OutboxMessage).where(OutboxMessage.id.in_(found)).values(payload={}))
    return len(found)
