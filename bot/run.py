"""Starting: settings in hand, the database brought up to date, the bot runs on Telegram or in the playground."""

from __future__ import annotations

import contextlib
import sys
import tempfile
import webbrowser
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


async def play(settings: Settings, *, port: int, browser: bool) -> None:
    """Run the bot against a simulated Telegram on loopback, with a chat page; print the page's address first thing."""
    from bot.playground.world import Playground  # noqa: PLC0415 - only the playground needs it

    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="dieuphoi-"))
        async with Playground(port=port, language=settings.office.language) as playground:
            print(playground.address, flush=True)
            print(say(settings.office.language, "cli.playing").unescape(), file=sys.stderr)
            if browser:
                webbrowser.open(playground.address)
            own = playground.settings(settings, Path(folder))
            await serve(own, playground.clock)
