"""Starting: settings in hand, the database brought up to date, the bot runs on Telegram or in the playground."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from bot import logs
from bot.app import App
from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.db.engine import Database
from bot.db.lock import only_process
from bot.db.schema import upgrade
from bot.texts import say


async def serve(settings: Settings, clock: Clock | None = None) -> None:
    """Run the bot until cancelled.

    Raises:
        DieuPhoiError: another process has the database, or Telegram doesn't know the token.
    """
    logs.configure(settings.log)
    clock = clock or SystemClock()
    app = App(settings, clock)
    with only_process(app.database):
        copy = await upgrade(app.database, now=clock.now())
        if copy is not None:
            print(say(settings.office.language, "cli.db_upgraded_copy", file=copy).unescape(), file=sys.stderr)
        await app.run()


async def upgrade_database(settings: Settings) -> Path | None:
    """Bring the schema up to date; return the path of the copy made before."""
    database = Database(settings.database.url)
    try:
        with only_process(database):
            return await upgrade(database, now=datetime.now(UTC))
    finally:
        await database.close()
