"""Two bots on one PostgreSQL database behind a proxy: they share the updates, one of them sends, another takes over."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import aiohttp
from aiohttp import web
from pydantic import SecretStr
from sqlalchemy import func, select, text

from bot.app import App
from bot.clock import SystemClock
from bot.config import Settings
from bot.config_sections import Telegram
from bot.playground.telegram import SimulatedTelegram
from models.leadership import Leadership
from models.outbox import OutboxMessage
from tests.patience import PATIENCE
from tests.ports import free_port, free_ports
from tests.whole_bot.conftest import Running, running
from tests.whole_bot.test_elsewhere import SECRET

MENU = "Xin chọn một việc"


class Proxy:
    """Hands each update to the next of the bots that is there."""

    def __init__(self, ports: list[int]) -> None:
        self.taken: Counter[int] = Counter()
        self._ports = ports
        self._turn = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        """Listen; give the address."""
        port = free_port()
        app = web.Application()
        app.router.add_post("/telegram", self._pass_on)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield f"http://127.0.0.1:{port}/telegram"
        finally:
            await runner.cleanup()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body, headers = await request.read(), {k: v for k, v in request.headers.items() if k.startswith("X-Tele")}
        async with aiohttp.ClientSession() as client:
            for _ in self._ports:
                self._turn += 1
                port = self._ports[self._turn % len(self._ports)]
                with contextlib.suppress(aiohttp.ClientConnectorError):
                    async with client.post(f"http://127.0.0.1:{port}/", data=body, headers=headers) as answer:
                        self.taken[port] += answer.status == 200
                        return web.Response(status=answer.status)
        return web.Response(status=502)


@asynccontextmanager
async def replicas(
    settings: Settings, url: str, telegram: SimulatedTelegram
) -> AsyncIterator[tuple[list[App], list[AsyncExitStack], Proxy]]:
    """Two bots behind a proxy, the first of them leading, and what stops each."""
    ports = free_ports(2)
    proxy = Proxy(ports)
    async with proxy.open() as address, AsyncExitStack() as all_of_them:
        apps, stops = [], []
        for port in ports:
            stop = await all_of_them.enter_async_context(AsyncExitStack())
            apps.append(await stop.enter_async_context(running(replica(settings, url, address, port), SystemClock())))
            stops.append(stop)
            await leads(apps[0])
        yield apps, stops, proxy


def replica(settings: Settings, url: str, address: str, port: int) -> Settings:
    """Return the settings of one of several bots."""
    telegram = Telegram(
        token=settings.telegram.token,
        api_url=settings.telegram.api_url,
        mode="webhook",
        webhook_url=address,
        webhook_secret=SecretStr(SECRET),
        listen=f"127.0.0.1:{port}",
    )
    return settings.model_copy(update={"telegram": telegram, "database": type(settings.database)(url=url)})


async def leads(app: App) -> None:
    """Wait until `app` leads."""
    async with asyncio.timeout(PATIENCE):
        while await owner(app) != app.database.name:  # noqa: ASYNC110 - it is elected in its own transactions
            await asyncio.sleep(0.05)


async def owner(app: App) -> str | None:
    async with app.transactions.read() as session:
        return await session.scalar(select(Leadership.owner))


async def copies(app: App) -> list[int]:
    """Return how many messages were sent in each chat."""
    async with app.transactions.read() as session:
        query = select(func.count()).where(OutboxMessage.method == "sendMessage").group_by(OutboxMessage.chat_id)
        return list(await session.scalars(query))


async def test_updates_are_shared_and_each_has_one_effect(
    telegram: SimulatedTelegram, bot_settings: Settings, on_postgresql: str
) -> None:
    async with replicas(bot_settings, on_postgresql, telegram) as (apps, _, proxy):
        bot = Running(apps[1], telegram)
        people = [bot.person(5001 + number) for number in range(10)]
        for person in people:
            await person.types("xin chào")
        for person in people:
            await person.waits_for(MENU)
        await bot.quiet()
        assert len(proxy.taken) == 2
        assert await copies(apps[0]) == [1] * len(people)
        assert [len(person.received) for person in people] == [1] * len(people)


async def test_when_the_leader_stops_another_takes_over(
    telegram: SimulatedTelegram, bot_settings: Settings, on_postgresql: str
) -> None:
    async with replicas(bot_settings, on_postgresql, telegram) as (apps, stops, _):
        bot = Running(apps[1], telegram)
        first, second = bot.person(5001), bot.person(5002)
        await first.types("xin chào")
        await first.waits_for(MENU)
        await stops[0].aclose()
        await second.types("xin chào")
        await leads(apps[1])
        await second.waits_for(MENU)
        await bot.quiet()
        assert len(first.received) == len(second.received)


async def test_a_leader_that_loses_its_session_goes_on_without_a_second_effect(
    telegram: SimulatedTelegram, bot_settings: Settings, on_postgresql: str
) -> None:
    async with replicas(bot_settings, on_postgresql, telegram) as (apps, _, _):
        bot = Running(apps[1], telegram)
        people = [bot.person(5001 + number) for number in range(8)]
        for number, person in enumerate(people):
            if number == 4:
                await cut(apps[0], apps[1])
            await person.types("xin chào")
        for person in people:
            await person.waits_for(MENU)
        await bot.quiet()
        assert await copies(apps[1]) == [1] * len(people)


async def cut(app: App, other: App) -> None:
    """End all sessions of `app`, as an administrator may."""
    kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = :name"
    async with other.transactions.write("cut") as session:
        await session.execute(text(kill), {"name": app.database.name})
