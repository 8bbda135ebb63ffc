"""Coming back from a copy, and letting messages go again, from the console."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.calendar.words import day_words, instant_words
from bot.config import Settings
from bot.db.copies import journal_folder
from bot.db.engine import Database
from bot.db.journal import Journal
from bot.db.lock import only_process
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
    """What came back.

    `journal_from` is the first day of the journal, None where there is none: what came before it is lost.
    """

    copied_at: datetime
    kept: Path
    replayed: Replayed
    journal_from: date | None


async def restore(settings: Settings, copy: Path, *, now: datetime) -> Restored:
    """Put a copy in the database's place, bring it up to date and replay the journal; the bot then starts held.

    Raises:
        DieuPhoiError: the bot is running, or the copy can't be used; nothing was changed.
    """
    database = Database(settings.database.url)
    journal = Journal(journal_folder(settings, database))
    with only_process(database):
        found = acceptable(copy, database)
        if database.file is None:
            raise DieuPhoiError("copies.by_hand")
        with in_place_of(database.file, copy, now=now) as incoming:
            replayed = await _prepared(incoming, journal, found.made_at, now)
    return Restored(found.made_at, aside(database.file, now), replayed, journal.begins())


async def _prepared(file: Path, journal: Journal, copied_at: datetime, now: datetime) -> Replayed:
    """Upgrade and replay into a file that nobody uses yet; it has no write-ahead log afterwards."""
    incoming = Database(f"sqlite+aiosqlite:///{file}")
    try:
        await run(incoming, "upgrade", "head")
        async with Transactions(incoming).write("restore") as session:
            return await replay(session, journal.read(copied_at - OVERLAP), copied_at=copied_at, now=now)
    finally:
        await incoming.close()


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
        DieuPhoiError: nothing is held, or, on SQLite, the bot is running: there owners release in the chat.
    """
    database = Database(settings.database.url)
    try:
        with only_process(database):
            async with Transactions(database).write("release") as session:
                held = await restorations.held(session)
                if held is None:
                    raise DieuPhoiError("restorations.not_held")
                found = await restorations.waiting(session, held, settings, old_only=drop)
                await restorations.let_go(session, held, settings, drop=drop, now=now)
                return sum(lane.count for lane in found)
    finally:
        await database.close()
