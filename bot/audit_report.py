"""The audit trail as the command line reads it: is the chain whole, what went out, what was erased."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from bot.calendar.words import instant_words
from bot.config import Settings
from bot.db.copies import folder_of, found_in
from bot.db.engine import Database
from bot.db.reach import readable
from bot.db.transaction import Session, Transactions
from bot.errors import DieuPhoiError
from bot.services import exports, purges
from bot.services.audit_chain import SEALED_WITHIN, Head, Verdict, verify
from bot.texts import say
from models.audit import AuditLine
from models.restorations import Restoration

NOTED = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})", re.ASCII)


def noted(text: str | None) -> Head | None:
    """Read a head as the morning's message writes it.

    Raises:
        DieuPhoiError: it is none.
    """
    if text is None:
        return None
    found = NOTED.fullmatch(text.strip())
    if found is None:
        raise DieuPhoiError("cli.audit_bad_head")
    return Head(int(found[1]), found[2])


@asynccontextmanager
async def _reading(settings: Settings) -> AsyncIterator[Session]:
    """Read the database at hand; the bot may be running meanwhile.

    Raises:
        DieuPhoiError: there is none, it can't be reached, or its schema is of another version.
    """
    database = Database(settings.database.url)
    try:
        await readable(database)
        async with Transactions(database).read() as session:
            yield session
    finally:
        await database.close()


async def verified(settings: Settings, known: Head | None) -> Verdict:
    """Walk the chain; lines that a copy has and the trail hasn't are gone from its end."""
    copied = await asyncio.to_thread(_copied, settings)
    async with _reading(settings) as session:
        found = await verify(session, known)
        if found.fault is None and await _cut(session, copied):
            return replace(found, fault="cut", number=found.head.number + 1)
        return found


def _copied(settings: Settings) -> list[tuple[datetime, int]]:
    """Return of each copy when it was made and how many lines of the trail it has."""
    database = Database(settings.database.url)
    found = [copy for copy in found_in(folder_of(settings, database)) if copy.dialect == database.dialect]
    table = AuditLine.__tablename__
    return [(copy.made_at, copy.tables[table].rows) for copy in found if table in copy.tables]


async def _cut(session: Session, copied: Sequence[tuple[datetime, int]]) -> bool:
    """Return whether a copy has more lines than there are; one that a return to an older copy left behind may."""
    count = await session.scalar(select(func.count()).select_from(AuditLine)) or 0
    returns = list(await session.scalars(select(Restoration)))
    left = {at for at, _ in copied if any(back.copied_at < at <= back.restored_at for back in returns)}
    return any(lines > count for at, lines in copied if at not in left)


def waiting_words(found: Verdict, language: str, *, now: datetime) -> str:
    """Return how many lines wait for their seal and since when; for too long, also what to do."""
    late = found.oldest is not None and now - found.oldest > SEALED_WITHIN
    key = "cli.audit_waiting_long" if late else "cli.audit_waiting"
    oldest = instant_words(found.oldest, language) if found.oldest else ""
    return str(say(language, key, count=found.waiting, oldest=oldest).unescape())


async def exported(settings: Settings, language: str, limit: int) -> list[str]:
    """Return the latest exports, the newest first, a line each."""
    async with _reading(settings) as session:
        return [str(line.words(language).unescape()) for line in await exports.log(session, limit)]


async def purged(settings: Settings, language: str, limit: int) -> list[str]:
    """Return what was erased of late, because its term was out or somebody asked for it, a line each."""
    async with _reading(settings) as session:
        return [purge_words(line, language) for line in await purges.log(session, limit)]


def purge_words(line: AuditLine, language: str) -> str:
    """Return when, why and what was erased in one line."""
    kind = line.action.replace(".", "_")
    by = "term" if line.telegram_id is None else "wish"
    what = say(language, f"cli.purged_{kind}", **{"object": line.object, **line.details})
    return str(say(language, f"cli.purged_by_{by}", at=instant_words(line.at, language), what=what).unescape())
