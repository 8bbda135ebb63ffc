"""The proxy between Telegram and the bots: brings webhooks to one replica after another, or to all of them."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

import aiohttp
from aiohttp import web

SECRET = "invented-secret-of-the-faults"
PATH = "/hook"
LONGEST = 5.0
"""Seconds after which a replica counts as down, and the next is asked."""


class Hook:
    """Takes Telegram's posts on a port of its own and hands each to one of `ports`; where that fails, to the next.

    Each is handed on `copies` times, each after up to `delay` seconds drawn by chance; Telegram is told 200 only where
    all of them were taken. `before` and `after` are called with each that goes out and comes back as taken.
    """

    def __init__(self, ports: Sequence[int], random: Random, *, copies: int = 1, delay: float = 0.0) -> None:
        self.url = ""
        self.ports = ports
        self.before: Callable[[], None] = lambda: None
        self.after: Callable[[], None] = lambda: None
        self.statuses: Counter[int] = Counter()
        self._targets = itertools.cycle(ports)
        self._tries = len(ports)
        self._random = random
        self._copies = copies
        self._delay = delay
        self._runner: web.AppRunner | None = None
        self._client: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        """Listen."""
        app = web.Application(client_max_size=4 * 2**20)
        app.router.add_post(PATH, self._take)
        self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=LONGEST))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}{PATH}"

    async def stop(self) -> None:
        """Stop listening."""
        if self._client is not None:
            await self._client.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        body, headers = (
            await request.read(),
            {name: value for name, value in request.headers.items() if name.startswith("X-Telegram")},
        )
        statuses = await asyncio.gather(*(self._hand_on(body, headers) for _ in range(self._copies)))
        return web.Response(status=max(statuses))

    async def _hand_on(self, body: bytes, headers: dict[str, str]) -> int:
        assert self._client is not None, "not started"
        if self._delay:
            await asyncio.sleep(self._random.uniform(0, self._delay))
        for _ in range(self._tries):
            self.before()
            try:
                url = f"http://127.0.0.1:{next(self._targets)}{PATH}"
                async with self._client.post(url, data=body, headers=headers) as answer:
                    self.statuses[answer.status] += 1
                    if answer.status < 500:
                        self.after()
                        return answer.status
            except (aiohttp.ClientError, TimeoutError):
                continue  # that one is down: the next
        return 503
