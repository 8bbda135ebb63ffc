"""The audit trail as the command line reads it: is the chain whole, what went out, what was erased."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot.calendar.words import instant_words
from bot.config import Settings
from bot.db.engine import Database
from bot.db.reach import readable
from bot.db.transaction import Session, Transactions
from bot.errors import DieuPhoiError
from bot.services import exports, purges
from bot.services.audit_chain import SEALED_WITHIN, Head, Verdict, verify
from bot.texts import say
from models.audit import AuditLine

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
    """Walk the chain."""
    async with _reading(settings) as session:
        return await verify(session, known)


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
