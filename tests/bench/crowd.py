"""People who press a button: at a steady rate, or each again as soon as the answer is there."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from tests.bench.figures import Spread
from tests.bench.light import ME, LightTelegram
from tests.bench.machine import FIRST_PERSON

Json = dict[str, Any]

CONNECTIONS = 40
"""Telegram's own number of connections to a webhook (Bot API: setWebhook, max_connections)."""
SECRET = "bench-secret"


@dataclass(frozen=True)
class Capacity:
    """What a bot can do: answers a second, the seconds until each, and the processor seconds of the bot for one."""

    rate: float
    seconds: Spread
    work: float


class Crowd:
    """`size` people. `pressed(person, times)` is what their button holds when they press for the `times`th time.

    `worked` tells the processor seconds that the bot has used.
    """

    def __init__(
        self, telegram: LightTelegram, size: int, pressed: Callable[[int, int], str], worked: Callable[[], float]
    ) -> None:
        self._telegram = telegram
        self._size = size
        self._pressed = pressed
        self._worked = worked
        self._numbers = count(700_000_001)
        self._times = dict.fromkeys(range(FIRST_PERSON, FIRST_PERSON + size), 0)
        self._since: dict[int, float] = {}
        self._seconds: list[tuple[float, float]] = []
        self._again = False
        self._posts: asyncio.Queue[Json] = asyncio.Queue()
        telegram.sent = self._answered

    async def steadily(self, rate: float, seconds: float) -> Spread:
        """Press `rate` times a second, people in turn; return the seconds until the answers."""
        self._seconds.clear()
        total, began = int(rate * seconds), time.monotonic()
        for number in range(total):
            await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
            self._press(FIRST_PERSON + number % self._size)
        await self._answered_all()
        return Spread.of([took for _, took in self._seconds])

    async def at_once(self, seconds: float) -> Capacity:
        """Let everyone press again and again."""
        self._seconds.clear()
        self._again, worked = True, self._worked()
        for person in self._times:
            self._press(person)
        await asyncio.sleep(seconds)
        self._again = False
        known = list(self._seconds)
        began = known[0][0] + seconds / 5  # the first answers come into an empty machine
        late = [each for each in known if each[0] >= began]
        await self._answered_all()
        rate = (len(late) - 1) / (late[-1][0] - late[0][0])
        return Capacity(rate, Spread.of([took for _, took in late]), (self._worked() - worked) / len(self._seconds))

    async def _answered_all(self) -> None:
        async with asyncio.timeout(60):
            while self._since:  # noqa: ASYNC110 - it depends on another process
                await asyncio.sleep(0.01)

    def _press(self, person: int) -> None:
        self._times[person] += 1
        self._since[person] = time.monotonic()
        update = _update(next(self._numbers), person, self._pressed(person, self._times[person]))
        if self._telegram.webhook_url:
            self._posts.put_nowait(update)
        else:
            self._telegram.put(update)

    def _answered(self, person: int) -> None:
        began, now = self._since.pop(person, None), time.monotonic()
        if began is not None:
            self._seconds.append((now, now - began))
            if self._again:
                self._press(person)

    async def post(self) -> None:
        """Post what is pressed to the bot's webhook, until cancelled."""
        await asyncio.gather(*(self._connection() for _ in range(CONNECTIONS)))

    async def _connection(self) -> None:
        address = urlsplit(self._telegram.webhook_url)
        head = f"POST / HTTP/1.1\r\nHost: bench\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: "
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        try:
            while True:
                body = json.dumps(await self._posts.get()).encode()
                writer.write(f"{head}{len(body)}\r\n\r\n".encode() + body)
                answer = (await reader.readuntil(b"\r\n\r\n")).lower()
                assert answer.startswith(b"http/1.1 200"), answer
                await reader.readexactly(int(answer.partition(b"content-length:")[2].split(b"\r\n", 1)[0]))
        finally:
            writer.close()


def _update(number: int, person: int, data: str) -> Json:
    sender = {"id": person, "is_bot": False, "first_name": f"Người {person}", "language_code": "vi"}
    chat = {"id": person, "type": "private", "first_name": f"Người {person}"}
    keyboard = {"inline_keyboard": [[{"text": "Tham dự", "callback_data": data}]]}
    message = {"message_id": 1, "date": 1_700_000_000, "chat": chat, "from": ME, "text": "Kính mời đơn vị"}
    query = {"id": str(number), "from": sender, "chat_instance": str(person), "data": data}
    return {"update_id": number, "callback_query": {**query, "message": {**message, "reply_markup": keyboard}}}
