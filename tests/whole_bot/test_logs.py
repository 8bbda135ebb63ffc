"""A day's work at the finest level of the log: no name, no number, nothing that was said stands in it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import structlog

from bot import logs
from bot.clock import MovableClock
from bot.config import Settings
from bot.config_sections import Log
from bot.playground.telegram import SimulatedTelegram
from tests.whole_bot.conftest import TOKEN, Running, running
from tests.whole_bot.test_joining import FOCAL, hand_out, name_organiser

SECRET = "Trịnh Bí Ẩn 0900 000 777"


@pytest.fixture
def shown() -> Iterator[io.StringIO]:
    """What is logged at level debug; the other tests get their loggers back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.configure(Log(level="debug", form="json"))
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(stream := io.StringIO())
    yield stream
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture
async def bot(
    telegram: SimulatedTelegram, bot_settings: Settings, clock: MovableClock, shown: io.StringIO
) -> AsyncIterator[Running]:
    """The bot, which parks an update that fails once."""
    limits = bot_settings.limits.model_copy(update={"update_tries": 1})
    async with running(bot_settings.model_copy(update={"limits": limits}), clock) as app:
        yield Running(app, telegram)


async def test_no_personal_data_at_any_level(bot: Running, shown: io.StringIO) -> None:
    _, organiser = await name_organiser(bot)
    codes = await hand_out(bot, organiser)
    focal = bot.person(FOCAL, "Lê Thị", "Mai")
    await focal.opens(codes["Sở Nội vụ"])
    await focal.taps("Tôi đồng ý")
    await focal.shares_contact()
    await focal.waits_for("Anh/chị đã là đầu mối của Sở Nội vụ")
    await focal.types(SECRET)
    await focal.waits_for("Xin chọn")
    await poison(bot, focal.id)
    await focal.waits_for("gặp lỗi")
    await bot.quiet()
    told = shown.getvalue()
    lines = [json.loads(line) for line in told.splitlines()]
    assert any(line["event"] == "update failed" and "exception" in line for line in lines)
    phones = [user.phone for user in bot.telegram.world.users.values() if user.phone]
    assert phones
    forbidden = ["Bí Ẩn", "Lê Thị", "Mai", "Phúc", "Bình", "Nội vụ", "Y tế", TOKEN, "start=", *phones]
    forbidden += [phone[2:] for phone in phones] + [code.rpartition("=")[2] for code in codes.values()]
    assert [word for word in forbidden if word in told] == []


async def test_one_wish_is_followed_by_its_number(bot: Running, shown: io.StringIO) -> None:
    _, organiser = await name_organiser(bot)
    await hand_out(bot, organiser)
    await bot.quiet()
    lines = [json.loads(line) for line in shown.getvalue().splitlines()]
    calls = [line for line in lines if line["event"] == "call"]
    assert all(line["outbox_id"] and line["seconds"] >= 0 for line in calls)
    worked = {line["update_id"] for line in lines if line["event"] == "update"}
    answered = {line["update_id"] for line in calls if "update_id" in line}
    assert len(answered) > 5
    assert answered <= worked
    asked = {line["job_id"]: line["update_id"] for line in lines if line["event"] == "job asked"}
    done = {line["job_id"] for line in lines if line["event"] == "job"}
    assert done == asked.keys()
    assert set(asked.values()) <= worked
    assert {line["job_id"] for line in calls if "job_id" in line} == done


async def poison(bot: Running, user_id: int) -> None:
    """Send an update on which the parser stumbles and quotes what it can't read."""
    chat = bot.telegram.world.chats[user_id].to_api()
    message: dict[str, Any] = {"message_id": 99, "date": SECRET, "chat": chat, "text": SECRET}
    bot.telegram.world.updates.put("message", message)
