"""An update that can't be worked harms nobody else."""

from __future__ import annotations

from bot.clock import MovableClock
from bot.config import Settings
from bot.playground.telegram import SimulatedTelegram
from tests.whole_bot.conftest import Running, running


async def test_an_update_that_cannot_be_worked_is_parked_and_the_rest_go_on(
    telegram: SimulatedTelegram, bot_settings: Settings, clock: MovableClock
) -> None:
    limits = bot_settings.limits.model_copy(update={"update_tries": 1})
    async with running(bot_settings.model_copy(update={"limits": limits}), clock) as app:
        bot = Running(app, telegram)
        stranger = bot.person(3001)
        chat = telegram.world.chats[stranger.id].to_api()
        telegram.world.updates.put("message", {"message_id": 1, "date": "no number", "chat": chat, "text": "?"})
        await stranger.types("xin chào")
        await stranger.waits_for("Xin chọn")
        await bot.quiet()
        assert "gặp lỗi" in stranger.received[0].text
