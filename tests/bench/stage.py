"""A stage for presses: a light Telegram, a bot of one kind on one database, and people who are invited."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.bench.crowd import SECRET, Crowd
from tests.bench.light import LightTelegram
from tests.bench.machine import FIRST_PERSON, worked
from tests.bench.rows import filling, invited
from tests.faults.process import TOKEN, BotProcess, Place

OURS = ("-m", "tests.bench.unbound")
SETTINGS = """
[telegram]
token = "{token}"
api_url = "{api_url}"
mode = "{mode}"
webhook_url = "http://{listen}/"
webhook_secret = "{secret}"
listen = "{listen}"
[database]
url = "{database}"
[limits]
in_flight = 32
updates_per_minute = 100000
[log]
level = "warning"
"""
NUMBERS = count(1)


def echo(at_once: int) -> tuple[str, ...]:
    """Return how the bare echo is run with `at_once` updates side by side."""
    return ("-m", "tests.bench.echo", str(at_once))


@dataclass(frozen=True)
class Stage:
    """What is measured: `mode` is polling or webhook, `server` a PostgreSQL (None: SQLite), `delay` seconds a call."""

    folder: Path
    mode: str = "polling"
    server: str | None = None
    people: int = 64
    delay: float = 0.0

    @contextlib.asynccontextmanager
    async def playing(self, arguments: tuple[str, ...]) -> AsyncIterator[Crowd]:
        """Set the stage for one bot, and give its people."""
        telegram = LightTelegram(self.delay)
        place = Place(self.folder / f"stage{next(NUMBERS)}")
        url = await self._settle(place, await telegram.start())
        if arguments == OURS:
            async with filling(url, datetime.now(UTC)) as connection:
                await invited(connection, self.people, datetime.now(UTC))
        bot = BotProcess(place, arguments)
        await bot.start()
        crowd = Crowd(telegram, self.people, attend, lambda: worked(bot.pid))
        posts = None
        try:
            async with asyncio.timeout(30):
                await telegram.polled.wait()
            posts = asyncio.ensure_future(crowd.post()) if self.mode == "webhook" else None
            yield crowd
        except TimeoutError:
            raise TimeoutError(place.log.read_text(encoding="utf-8")[-3000:]) from None
        finally:
            if posts is not None:
                posts.cancel()
                await asyncio.gather(posts, return_exceptions=True)
            await bot.stop()
            await telegram.stop()

    async def _settle(self, place: Place, api_url: str) -> str:
        url = await new_database(self.server) if self.server else f"sqlite+aiosqlite:///{place.database}"
        listen = f"127.0.0.1:{_free_port()}"
        place.folder.mkdir(parents=True)
        values = {"api_url": api_url, "mode": self.mode, "listen": listen, "database": url}
        place.config.write_text(SETTINGS.format(token=TOKEN, secret=SECRET, **values), encoding="utf-8")
        return url


def attend(person: int, times: int) -> str:
    """Return the button under an invitation; each answer counts its version up by one."""
    return f"answer.attend:{person - FIRST_PERSON + 1}:{times}"


async def new_database(server: str) -> str:
    """Make a database on a server; return its address."""
    name = f"bench{next(NUMBERS)}"
    engine = create_async_engine(server.format(name="postgres"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    await engine.dispose()
    return server.format(name=name)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
