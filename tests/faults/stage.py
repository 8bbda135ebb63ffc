"""What a trial stands on: a Telegram that outlives the bot, a database, and bots ready to be started."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import socket
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bot.clock import SystemClock
from bot.playground.telegram import SimulatedTelegram
from bot.playground.telegram.limits import Limits
from tests.databases import fresh_database
from tests.faults.hook import SECRET, Hook
from tests.faults.patience import STILL, Patience
from tests.faults.process import RUN, TOKEN, BotProcess, Place, Section
from tests.faults.proxy import Proxy
from tests.faults.store import Store

FAST = Limits(private_per_second=30, private_burst=30)
"""People in trials type faster than at a telephone."""


@dataclass(frozen=True)
class Mode:
    """How updates come in, and where rows are kept: `server` is PostgreSQL's address with `{name}`, else SQLite."""

    webhook: bool = False
    server: str = ""

    def __str__(self) -> str:
        return f"{'webhook' if self.webhook else 'polling'}, {'PostgreSQL' if self.server else 'SQLite'}"


@dataclass
class Stage:
    """One Telegram, one database, and the bots on them; `doubtful` calls were broken off by what befell it."""

    mode: Mode
    telegram: SimulatedTelegram
    hook: Hook | None
    store: Store
    bots: list[BotProcess]
    cables: list[Proxy] = field(default_factory=list)
    doubtful: int = 0

    @property
    def bot(self) -> BotProcess:
        """The first bot, where there is one only."""
        return self.bots[0]

    async def serving(self) -> None:
        """Wait until a bot that was just started takes updates (on a busy machine that takes seconds)."""
        sign, known = "setWebhook" if self.mode.webhook else "getUpdates", len(self.telegram.calls)
        patience = Patience()
        while not any(call.method == sign for call in self.telegram.calls[known:]):
            seen = len(self.telegram.calls), [bot.said for bot in self.bots]
            assert not patience.over(seen), f"no bot serves\n{self.log()[-3000:]}"
            await asyncio.sleep(0.02)

    async def quiet(self, updates: int, *, still: float = STILL, longest: float = math.inf) -> bool:
        """Wait until so many updates are stored and every row has its end; return whether that came to be.

        It won't where nothing gets on for `still` seconds, or after the `longest`.
        """
        began, patience = time.monotonic(), Patience(still)
        while (now := await self.store.open_rows()) != (updates, 0):
            if patience.over(now) or time.monotonic() - began > longest:
                return False
            await asyncio.sleep(0.05)
        return True

    def log(self) -> str:
        """Return what all bots said."""
        return "".join(bot.place.log.read_text(encoding="utf-8") for bot in self.bots if bot.place.log.exists())


@contextlib.asynccontextmanager
async def stage(
    folder: Path,
    mode: Mode,
    random: Random,
    *,
    arguments: Sequence[str] = RUN,
    count: int = 1,
    limits: Limits = FAST,
    copies: int = 1,
    delay: float = 0.0,
    sections: dict[str, Section] | None = None,
) -> AsyncIterator[Stage]:
    """Set everything up; at the end stop whatever still runs. `copies` and `delay` are the hook's.

    Several bots (`count`) have a cable each to PostgreSQL.
    """
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # killed clients break off in the middle of a call
    telegram = SimulatedTelegram(TOKEN, clock=SystemClock(), limits=limits)
    url = await fresh_database(mode.server) if mode.server else ""
    cables = [Proxy(f"{url.partition('host=')[2]}/.s.PGSQL.5432") for _ in range(count)] if url else []
    urls = [_through(url, await cable.start()) for cable in cables] or [url]
    ports = [_free_port() for _ in range(count)]
    hook = Hook(ports, random, copies=copies, delay=delay) if mode.webhook else None
    if hook is not None:
        await hook.start()
    base = await telegram.start()
    places = [
        Place(folder / str(number), own).settle(base, **_sections(port, hook, sections or {}))
        for number, (own, port) in enumerate(zip(urls, ports, strict=True))
    ]
    found = Stage(
        mode,
        telegram,
        hook,
        Store(Place(folder, url) if url else places[0]),
        [BotProcess(place, arguments) for place in places],
        cables,
    )
    try:
        yield found
    finally:
        await asyncio.gather(*(bot.kill() for bot in found.bots))
        await telegram.stop()
        await asyncio.gather(*(cable.stop() for cable in cables))
        if hook is not None:
            await hook.stop()


def _sections(port: int, hook: Hook | None, more: dict[str, Section]) -> dict[str, Section]:
    if hook is None:
        return more
    webhook: Section = {
        "mode": "webhook",
        "webhook_url": hook.url,
        "webhook_secret": SECRET,
        "listen": f"127.0.0.1:{port}",
    }
    return {**more, "telegram": {**webhook, **more.get("telegram", {})}}


def _through(url: str, port: int) -> str:
    """Return the database's address through a cable."""
    server, _, _ = url.partition("?")
    return server.replace("@/", f"@127.0.0.1:{port}/")


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
