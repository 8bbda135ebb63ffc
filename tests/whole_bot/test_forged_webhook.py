"""Posts to the webhook that aren't Telegram's: refused by the secret alone, before anything of them is read."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select

from bot.clock import SystemClock
from bot.config import Settings
from bot.playground.telegram import SimulatedTelegram
from models.inbox import StoredUpdate
from tests.patience import PATIENCE
from tests.ports import free_port
from tests.whole_bot.conftest import Running, running
from tests.whole_bot.test_elsewhere import SECRET, by_webhook

FORGED = {"update_id": 77, "message": {"message_id": 1, "date": 0, "chat": {"id": 3001, "type": "private"}}}


@pytest.fixture
async def hooked(telegram: SimulatedTelegram, bot_settings: Settings) -> AsyncIterator[tuple[Running, int]]:
    port = free_port()
    async with running(by_webhook(bot_settings, port), SystemClock()) as app:
        bot = Running(app, telegram)
        stranger = bot.person(3001)
        await stranger.types("xin chào")  # until the bot listens, Telegram tries again
        await stranger.waits_for("Xin chọn một việc")
        await bot.quiet()
        yield bot, port


async def answered(port: int, secret: bytes | None, body: bytes = b"", *, promised: int | None = None) -> int:
    """Return the status that answers a raw POST; `promised`: the length that it states, whatever is sent."""
    head = b"" if secret is None else b"X-Telegram-Bot-Api-Secret-Token: " + secret + b"\r\n"
    length = str(len(body) if promised is None else promised).encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST /telegram HTTP/1.1\r\nHost: x\r\n" + head + b"Content-Length: " + length + b"\r\n\r\n" + body)
    async with asyncio.timeout(PATIENCE):
        status = await reader.readline()
    writer.close()
    return int(status.split()[1])


async def stored(bot: Running) -> int:
    async with bot.app.transactions.read() as session:
        return await session.scalar(select(func.count()).select_from(StoredUpdate)) or 0


WRONG = {
    "none": None,
    "empty": b"",
    "guessed": b"guessed",
    "its beginning": SECRET[:-1].encode(),
    "longer": SECRET.encode() + b"0",
    "other case": SECRET.upper().encode(),
    "long": b"x" * 4000,
    "Vietnamese": "bí-mật".encode(),
    "no UTF-8": b"\xff\xfe\x80secret",
}


@pytest.mark.parametrize("name", WRONG)
async def test_without_the_secret_nothing_is_taken(hooked: tuple[Running, int], name: str) -> None:
    bot, port = hooked
    before = await stored(bot)
    assert await answered(port, WRONG[name], json.dumps(FORGED).encode()) == 403
    assert await stored(bot) == before


async def test_the_secret_is_looked_at_before_the_body_is_waited_for(hooked: tuple[Running, int]) -> None:
    """Four megabytes are promised and never sent: the refusal doesn't wait for them."""
    _, port = hooked
    assert await answered(port, b"guessed", promised=4_000_000) == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"null",
        b"{}",
        b'{"update_id": "7"}',
        b'{"update_id": null}',
        b"\xff",
        b"[" * 200_000,
        b'{"update_id": true}',
        b'{"update_id": -1}',
        b'{"update_id": 9223372036854775808}',
        b'{"update_id": 1e3}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
    ],
)
async def test_what_is_no_update_is_refused_and_not_kept(hooked: tuple[Running, int], body: bytes) -> None:
    bot, port = hooked
    before = await stored(bot)
    assert await answered(port, SECRET.encode(), body) == 400
    assert await stored(bot) == before
