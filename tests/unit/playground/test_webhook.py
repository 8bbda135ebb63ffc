from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from telegram.error import Conflict
from telegram.ext import ExtBot

from bot.playground.telegram import SimulatedTelegram
from tests.patience import PATIENCE


@dataclass
class Bot:
    """A bot's own address: answers with the statuses in turn, then 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    taken: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)

    async def answer(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.taken.put_nowait(await request.json())
        return web.Response(status=status)


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    bot, app = Bot(), web.Application()
    app.router.add_post("/hook", bot.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield bot
    await runner.cleanup()


async def test_updates_are_brought_in_order_until_taken(
    api: ExtBot[None], telegram: SimulatedTelegram, bot: Bot
) -> None:
    bot.statuses = [503, 500]
    await telegram.user_sends_text(2001, "một")
    await api.set_webhook(bot.url, secret_token="s3cret")
    await telegram.user_sends_text(2001, "hai")
    texts = [(await asyncio.wait_for(bot.taken.get(), PATIENCE))["message"]["text"] for _ in range(2)]
    assert texts == ["một", "hai"]
    assert set(bot.secrets) == {"s3cret"}
    assert [status for _, status in telegram.webhook.deliveries][:2] == [503, 500]
    info = await api.get_webhook_info()
    assert (info.url, info.last_error_message) == (bot.url, "Wrong response from the webhook: 500")


async def test_polling_and_webhook_exclude_each_other(api: ExtBot[None], telegram: SimulatedTelegram, bot: Bot) -> None:
    await api.set_webhook(bot.url)
    with pytest.raises(Conflict, match=r"(?i)while webhook is active"):
        await api.get_updates()
    await api.delete_webhook()
    await telegram.user_sends_text(2001, "một")
    assert len(await api.get_updates()) == 1


async def test_an_address_where_nobody_listens(api: ExtBot[None], telegram: SimulatedTelegram, bot: Bot) -> None:
    await api.set_webhook("http://127.0.0.1:9/hook")
    await telegram.user_sends_text(2001, "một")
    await api.set_webhook(bot.url)
    assert (await asyncio.wait_for(bot.taken.get(), PATIENCE))["message"]["text"] == "một"


async def test_a_press_may_overtake_a_message_that_is_not_taken(
    api: ExtBot[None], telegram: SimulatedTelegram, bot: Bot
) -> None:
    bot.statuses = [503] * 50
    message_id = await telegram.user_sends_text(2001, "một")
    await telegram.user_presses(2001, message_id, "x")
    await api.set_webhook(bot.url)
    taken = {next(iter(set(await bot.taken.get()) - {"update_id"})) for _ in range(2)}
    assert taken == {"message", "callback_query"}
    refused = {number for number, status in telegram.webhook.deliveries if status == 503}
    assert len(refused) == 2, "both were tried at the same time"
