"""The same bot by webhook, and on PostgreSQL."""

from __future__ import annotations

import aiohttp
import pytest
from pydantic import SecretStr

from bot.clock import MovableClock, SystemClock
from bot.config import Settings
from bot.config_sections import Telegram
from bot.inbox.webhook import HEADER
from bot.playground.telegram import SimulatedTelegram
from tests.ports import free_port
from tests.whole_bot.conftest import Running, running
from tests.whole_bot.test_joining import FOCAL, hand_out, name_organiser

SECRET = "an-invented-secret"


def by_webhook(settings: Settings, port: int) -> Settings:
    telegram = Telegram(
        token=settings.telegram.token,
        api_url=settings.telegram.api_url,
        mode="webhook",
        webhook_url=f"http://127.0.0.1:{port}/telegram",
        webhook_secret=SecretStr(SECRET),
        listen=f"127.0.0.1:{port}",
    )
    return settings.model_copy(update={"telegram": telegram})


async def test_by_webhook(telegram: SimulatedTelegram, bot_settings: Settings) -> None:
    port = free_port()
    async with running(by_webhook(bot_settings, port), SystemClock()) as app:
        bot = Running(app, telegram)
        stranger = bot.person(3001)
        await stranger.types("xin chào")
        await stranger.waits_for("Xin chọn một việc")
        await bot.quiet()
        answers = len(stranger.received)
        forged = {"update_id": 77, "message": {"message_id": 1, "date": 0, "chat": {"id": 3001, "type": "private"}}}
        async with aiohttp.ClientSession() as client:
            for headers in ({}, {HEADER: "guessed"}):
                async with client.post(f"http://127.0.0.1:{port}/telegram", json=forged, headers=headers) as answer:
                    assert answer.status == 403
            async with client.post(f"http://127.0.0.1:{port}/telegram", data=b"{", headers={HEADER: SECRET}) as answer:
                assert answer.status == 400
        await bot.quiet()
        assert len(stranger.received) == answers
        assert not [call for call in telegram.calls if call.method == "getUpdates"]


async def test_on_postgresql(
    telegram: SimulatedTelegram, bot_settings: Settings, clock: MovableClock, on_postgresql: str
) -> None:
    database = type(bot_settings.database)(url=on_postgresql)
    async with running(bot_settings.model_copy(update={"database": database}), clock) as app:
        bot = Running(app, telegram)
        _, organiser = await name_organiser(bot)
        codes = await hand_out(bot, organiser)
        focal = bot.person(FOCAL, "Lê Thị", "Mai")
        await focal.opens(codes["Sở Nội vụ"])
        await focal.taps("Tôi đồng ý")
        await focal.shares_contact()
        await focal.waits_for("Anh/chị đã là đầu mối của Sở Nội vụ")
        await bot.quiet()


@pytest.mark.parametrize("times", [20])
async def test_a_chat_keeps_its_order_with_several_processes(
    telegram: SimulatedTelegram, bot_settings: Settings, clock: MovableClock, on_postgresql: str, times: int
) -> None:
    database = type(bot_settings.database)(url=on_postgresql)
    settings = bot_settings.model_copy(update={"database": database})
    async with running(settings, clock) as app, running(settings, clock):
        bot = Running(app, telegram)
        people = [bot.person(3000 + number) for number in range(1, 4)]
        for _ in range(times):
            for person in people:
                await person.types("/cancel")
                await person.types("xin chào")
        await bot.quiet()
        for person in people:
            said = [message.text for message in person.received]
            assert [text.startswith("Đã dừng") for text in said] == [True, False] * times
