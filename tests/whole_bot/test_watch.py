"""The bot under monitoring: ready, counted, and its owners told in the chat of what is out of bounds."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.config import Settings
from bot.playground.telegram import SimulatedTelegram
from bot.watch.guard import Guard
from tests.whole_bot.conftest import OWNER, Running, running

FOCAL = 2001


@pytest.fixture
def bot_settings(bot_settings: Settings) -> Settings:
    """With an address of its own, and updates that are parked when they fail once."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        watch = bot_settings.watch.model_copy(update={"listen": f"127.0.0.1:{taken.getsockname()[1]}"})
    limits = bot_settings.limits.model_copy(update={"update_tries": 1})
    return bot_settings.model_copy(update={"watch": watch, "limits": limits})


@pytest.fixture
async def bot(telegram: SimulatedTelegram, bot_settings: Settings, clock: MovableClock) -> AsyncIterator[Running]:
    async with running(bot_settings, clock) as app:
        yield Running(app, telegram)


async def get(bot: Running, path: str) -> tuple[int, Any]:
    async with aiohttp.ClientSession() as client:
        answer = await client.get(f"http://{bot.app.settings.watch.listen}{path}")
        return answer.status, await (answer.text() if path == "/metrics" else answer.json())


async def test_a_running_bot_is_ready_and_counts(bot: Running) -> None:
    owner = bot.person(OWNER)
    await owner.types("/help")
    await owner.waits_for("/organisers")
    await bot.quiet()
    assert await get(bot, "/readyz") == (200, {"ready": True, "leads": True, "reasons": []})
    assert await get(bot, "/healthz") == (200, {"alive": True, "stuck": []})
    _, shown = await get(bot, "/metrics")
    assert 'dieuphoi_calls_total{method="sendMessage",outcome="sent"} 1.0' in shown
    assert "dieuphoi_reply_seconds_count 1.0" in shown
    loops = ("worker", "jobs", "watch", "outbox", "alarm", "guard", "poller")
    assert [name for name in loops if f'dieuphoi_loop_silence_seconds{{loop="{name}"}}' not in shown] == []


async def test_an_update_that_is_parked_is_told_to_the_owner_once(bot: Running) -> None:
    owner, stranger = bot.person(OWNER), bot.person(FOCAL)
    await owner.types("/help")
    await owner.waits_for("/organisers")
    await stranger.types("/start")
    await stranger.waits_until(lambda: bool(stranger.received), "no answer")
    chat = bot.telegram.world.chats[stranger.id].to_api()
    bot.telegram.world.updates.put("message", {"message_id": 1, "date": "no number", "chat": chat, "text": "?"})
    await stranger.waits_for("gặp lỗi")
    guard = Guard(bot.app.watch, bot.app.transactions)
    for _ in range(2):
        await guard.round()
    await owner.waits_for("Cảnh báo hệ thống: Có yêu cầu không xử lý được")
    await bot.quiet()
    assert sum("Cảnh báo hệ thống" in message.text for message in owner.received) == 1


async def test_after_a_stop_whoever_was_in_a_dialog_is_asked_to_press_again(
    telegram: SimulatedTelegram, bot_settings: Settings, clock: MovableClock
) -> None:
    async with running(bot_settings, clock) as app:
        bot = Running(app, telegram)
        person = bot.person(FOCAL)
        await person.types("/start")
        await person.waits_until(lambda: bool(person.received), "no answer")
        await round_of(bot)
    clock.advance(timedelta(minutes=10))
    async with running(bot_settings, clock) as app:
        await round_of(Running(app, telegram))
    assert "bấm lại" in person.last.text


async def round_of(bot: Running) -> None:
    """Ask Telegram and make one round."""
    await bot.quiet()
    await bot.app.watch.look()
    await Guard(bot.app.watch, bot.app.transactions).round()
    await bot.quiet()
