"""What was said is emptied two weeks after it was settled: it holds names and phones; that it was said is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import String, cast, func, or_, select, tuple_, update

from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.db.transaction import Session
from bot.services.audit import note
from bot.services.terms import Daily
from bot.services.words_said import EMPTY, UNSETTLED
from models.inbox import StoredUpdate, UpdateState
from models.outbox import OutboxMessage
from models.stored_files import StoredFile

KEPT = timedelta(days=14)
CHUNK = 500


class EmptyOldWords(Daily):
    """Empties updates, calls and files that were settled long ago, with their errors; their keys stay."""

    async def chunk(self, session: Session, now: datetime, settings: Settings) -> bool:
        """Empty some; return whether more may be left."""
        limit = now - KEPT
        heard, said, files = await _heard(session, limit), await _said(session, limit), await _files(session, limit)
        if heard or said or files:
            until = limit.astimezone(OFFICE_ZONE).date().isoformat()
            note(session, None, "words.forget", "words", now=now, heard=heard, said=said, files=files, until=until)
        return CHUNK in {heard, said, files}


async def _heard(session: Session, limit: datetime) -> int:
    key = tuple_(StoredUpdate.bot_id, StoredUpdate.update_id)
    settled = func.coalesce(StoredUpdate.settled_at, StoredUpdate.received_at)
    query = (
        select(StoredUpdate.bot_id, StoredUpdate.update_id)
        .where(StoredUpdate.state != UpdateState.WAITING, settled < limit)
        .where(or_(StoredUpdate.body != EMPTY, StoredUpdate.error.is_not(None)))
        .limit(CHUNK)
    )
    found = [(row.bot_id, row.update_id) for row in await session.execute(query)]
    await session.execute(update(StoredUpdate).where(key.in_(found)).values(body=EMPTY, error=None))
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


async def _files(session: Session, limit: datetime) -> int:
    """Empty files that were drawn and never reached anybody; of those that did the bytes are gone already."""
    drawn = StoredFile.content.is_not(None) & (StoredFile.created_at < limit)
    waits = select(OutboxMessage.id).where(
        OutboxMessage.state.in_(UNSETTLED), OutboxMessage.payload["file_id"].as_integer() == StoredFile.id
    )
    found = list(await session.scalars(select(StoredFile.id).where(drawn, ~waits.exists()).limit(CHUNK)))
    await session.execute(update(StoredFile).where(StoredFile.id.in_(found)).values(content=None))
    return len(found)
