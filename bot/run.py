"""Starting: settings in hand, the database brought up to date, the bot runs on Telegram or in the playground."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from bot import logs
from bot.app import App
from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.db.engine import Database
from bot.db.lock import only_process, only_upgrade, own
from bot.db.reach import opened
from bot.db.restore import interrupted
from bot.db.restore_server import is_marked
from bot.db.soundness import sound
from bot.db.version import newest, present
from bot.errors import DieuPhoiError
from bot.texts import say

SELDOM = (5_000, 10, 10)
"""After how many new objects, and how many looks through them, Python looks for cycles: a press makes thousands."""


async def serve(settings: Settings, clock: Clock | None = None) -> None:
    """Run the bot until cancelled.

    Raises:
        DieuPhoiError: another process has the database, or Telegram doesn't know the token.
    """
    logs.configure(settings.log)
    clock = clock or SystemClock()
    app = App(settings, clock)
    with only_process(app.database):
        copy = await brought_up(app.database, clock)
        if copy is not None:
            print(say(settings.office.language, "cli.db_upgraded_copy", file=copy).unescape(), file=sys.stderr)
        gc.freeze()  # what is loaded stays: to look through it anew takes 80 ms, in which nobody is answered
        gc.set_threshold(*SELDOM)
        await app.run()


async def brought_up(database: Database, clock: Clock) -> Path | None:
    """Bring the schema up to date where it isn't; return the path of the copy made before.

    Raises:
        DieuPhoiError: the database can't be reached or is damaged, or a return to a copy was broken off half-way.
    """
    interrupted(database)
    await sound(database)
    own(database)
    await opened(database.writer)
    if await _is_newest(database):
        return None
    from bot.db.schema import upgrade  # noqa: PLC0415 - loading the machinery of migrations takes 0.15 s

    async with only_upgrade(database):
        return await upgrade(database, now=clock.now())


async def _is_newest(database: Database) -> bool:
    async with database.writer.connect() as connection:
        if await connection.run_sync(is_marked):
            raise DieuPhoiError("copies.interrupted", file=str(database.url.database))
        return await connection.run_sync(present) == newest()


async def upgrade_database(settings: Settings) -> Path | None:
    """Bring the schema up to date; return the path of the copy made before."""
    database = Database(settings.database.url)
    try:
        with only_process(database):
            return await brought_up(database, SystemClock())
    finally:
        await database.close()
