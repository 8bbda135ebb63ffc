"""Coming back from a copy, and letting messages go again, from the console."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.calendar.words import day_words, instant_words
from bot.config import Settings
from bot.db import restore_server
from bot.db.copies import journal_folder
from bot.db.engine import Database
from bot.db.journal import Journal
from bot.db.lock import only_process
from bot.db.reach import readable
from bot.db.restore import acceptable, aside, in_place_of
from bot.db.schema import run
from bot.db.transaction import Transactions
from bot.errors import DieuPhoiError
from bot.inbox.replay import Replayed, replay
from bot.services import restorations
from bot.texts import say

OVERLAP = timedelta(days=1)
"""How far before the copy the journal is read: what it has twice does no harm."""


@dataclass(frozen=True)
class Restored:
    """What came back; `kept` is the file or schema that has what was there before.

    `journal_from` is the first day of the journal, None where there is none: what came before it is lost.
    """

    copied_at: datetime
    kept: str
    replayed: Replayed
    journal_from: date | None


async def restore(settings: Settings, copy: Path, *, now: datetime) -> Restored:
    """Put a copy in the database's place, bring it up to date and replay the journal; the bot then starts held.

    Raises:
        DieuPhoiError: the bot is running, or the copy can't be used; nothing was changed.
    """
    database = Database(settings.database.url)
    journal = Journal(journal_folder(settings, database))
    try:
        with only_process(database):
            copied_at = acceptable(copy, database).made_at
            if database.file is not None:
                kept = str(aside(database.file, now))
                with in_place_of(database.file, copy, now=now) as incoming:
                    file = Database(f"sqlite+aiosqlite:///{incoming}")
                    replayed = await _replayed(file, journal, copied_at, now)
            else:
                kept = restore_server.aside(now)
                await restore_server.all_stopped(database)
                await asyncio.to_thread(restore_server.put_in_place, database, copy, now=now)
                replayed = await _replayed(database, journal, copied_at, now)
    finally:
        await database.close()
    return Restored(copied_at, kept, replayed, journal.begins())


async def _replayed(database: Database, journal: Journal, copied_at: datetime, now: datetime) -> Replayed:
    """Upgrade and replay where nobody works yet, and close; an SQLite file has no write-ahead log afterwards."""
    try:
        await run(database, "upgrade", "head")
        async with Transactions(database).write("restore") as session:
            if database.file is None:
                await restore_server.unmark(session)
            return await replay(session, journal.read(copied_at - OVERLAP), copied_at=copied_at, now=now)
    finally:
        await database.close()


def report(found: Restored, language: str) -> list[str]:
    """Return what to tell whoever asked for it, in lines."""
    at = instant_words(found.copied_at, language)
    said = [
        say(language, "restorations.restored", at=at, kept=found.kept),
        say(language, "restorations.replayed", updates=found.replayed.updates, sends=found.replayed.sends),
    ]
    if found.journal_from is None:
        said.append(say(language, "restorations.journal_missing"))
    elif found.journal_from > found.copied_at.date():
        said.append(say(language, "restorations.journal_gap", day=day_words(found.journal_from, language)))
    return [str(line.unescape()) for line in said]


async def release(settings: Settings, *, drop: bool, now: datetime) -> int:
    """Let messages go again; return how many are still to go, or with `drop` how many were dropped.

    Raises:
        DieuPhoiError: nothing is held; there is no database that can be read; or, on SQLite, the bot is running: there
            owners release in the chat.
    """
    database = Database(settings.database.url)
    try:
        with only_process(database):
            await readable(database)
            async with Transactions(database).write("release") as session:
                held = await restorations.held(session)
                if held is None:
                    raise DieuPhoiError("restorations.not_held")
                found = await restorations.waiting(session, held, settings, old_only=drop)
                await restorations.let_go(session, held, settings, drop=drop, now=now)
                return sum(lane.count for lane in found)
    finally:
        await database.close()
