"""The playground as a whole: the simulated Telegram, an invented province, and the very same bot on it."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import shutil
import sys
import tempfile
import tomllib
import webbrowser
from collections.abc import Coroutine
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot import logs
from bot.app import App
from bot.clock import OFFICE_ZONE, MovableClock
from bot.config import Settings
from bot.config_sections import Log
from bot.db.engine import Database
from bot.db.schema import upgrade
from bot.db.transaction import Session, Transactions
from bot.language.folding import fold
from bot.playground import Controls, Playground, start_playground
from bot.playground.cast import ORGANISER_ID, OWNER_ID
from bot.services.people import person_of
from bot.texts import say
from bot.time_machine import TimeMachine
from models.people import Organiser
from models.units import Unit

START = datetime(2026, 11, 10, 9, 0, tzinfo=OFFICE_ZONE)
"""When the invented province begins: a Tuesday, eight days after its plan was signed and a month before its day."""


async def play(settings: Settings, *, port: int, browser: bool) -> None:
    """Run until cancelled, one world after another; the page's address is printed first thing and stays the same."""
    with tempfile.TemporaryDirectory(prefix="dieuphoi-") as folder:
        world = World(settings, Path(folder), secrets.token_urlsafe(16), port, browser=browser)
        while True:
            await world.live()


class World:
    """The invented province; it is lived through from its first morning until a visitor asks to start over."""

    def __init__(self, settings: Settings, folder: Path, key: str, port: int, *, browser: bool) -> None:
        self._settings = settings
        self._fresh = folder / "fresh.sqlite3"
        self._file = folder / "playground.sqlite3"
        self._key = key
        self._port = port
        self._browser = browser

    async def live(self) -> None:
        """Run the bot in a clean world until it is to start over."""
        clock, over = MovableClock(START), asyncio.Event()
        playground = await start_playground(clock=clock, port=self._port, key=self._key)
        try:
            if not self._fresh.exists():
                self._announce(playground)
                await self._prepare(clock)
            for old in self._file.parent.glob(f"{self._file.name}*"):
                old.unlink()
            shutil.copyfile(self._fresh, self._file)
            app = App(_settings(self._settings, playground, self._file), clock)
            machine = TimeMachine(app, clock)
            playground.connect(Controls(machine.advance, machine.upcoming, over.set, lambda: clock.running))
            await _until(over, app.run())
        finally:
            await playground.stop()

    def _announce(self, playground: Playground) -> None:
        self._port = urlsplit(playground.page_url).port or self._port
        print(playground.page_url, flush=True)
        print(say(self._settings.office.language, "cli.playing").unescape(), file=sys.stderr)
        logs.configure(Log(level="warning"))
        if self._browser:
            with contextlib.suppress(webbrowser.Error):
                webbrowser.open(playground.page_url)

    async def _prepare(self, clock: MovableClock) -> None:
        """Make the database of the first morning once; each new world begins with a copy of it."""
        database = Database(f"sqlite+aiosqlite:///{self._fresh}")
        try:
            await upgrade(database, now=clock.now())
            async with Transactions(database).write("playground") as session:
                await _people_the_province(session, clock.now())
        finally:
            await database.close()  # the last connection's end brings all into the one file


async def _until(over: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do `work` until `over` is set or it ends by itself, which is a failure that is raised."""
    task, waiting = asyncio.ensure_future(work), asyncio.ensure_future(over.wait())
    try:
        done, _ = await asyncio.wait((task, waiting), return_when=asyncio.FIRST_COMPLETED)
        if task in done:
            task.result()
    finally:
        for each in (task, waiting):
            each.cancel()
        await asyncio.gather(task, waiting, return_exceptions=True)


def _settings(settings: Settings, playground: Playground, file: Path) -> Settings:
    """Return the visitor's settings with the playground's own Telegram, owner and database."""
    telegram = settings.telegram.model_copy(
        update={"token": SecretStr(playground.token), "api_url": playground.base_url, "mode": "polling"}
    )
    return settings.model_copy(
        update={
            "telegram": telegram,
            "database": type(settings.database)(url=f"sqlite:///{file}"),
            "backup": type(settings.backup)(),
            "owners": type(settings.owners)(telegram_ids=(OWNER_ID,)),
            "log": type(settings.log)(level="warning"),
        }
    )


async def _people_the_province(session: Session, now: datetime) -> None:
    """Enter the province's units and its organiser, as an office would have them before its first plan."""
    text = (files("bot.playground") / "province" / "units.toml").read_text(encoding="utf-8")
    names = [(kind, name) for kind, listed in tomllib.loads(text).items() for name in listed]
    for place, (kind, name) in enumerate(names):
        level = kind if kind in ("commune", "press", "enterprise") else "province"
        session.add(Unit(name=name, folded=fold(name), level=level, kind=kind, place=place, created_at=now))
    organiser = await person_of(session, ORGANISER_ID, language="vi", now=now)
    session.add(Organiser(person_id=organiser.id, granted_by=OWNER_ID, granted_at=now))
