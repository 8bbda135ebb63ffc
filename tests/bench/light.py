"""A Telegram light enough not to be the bottleneck: HTTP by hand, the answers a bot needs for presses, nothing checked.

The simulated Telegram of the playground checks every call as the real one does, which costs more than the bot's work.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

Json = dict[str, Any]

ME = {"id": 987654321, "is_bot": True, "first_name": "Bot", "username": "bench_bot"}
END = b"\r\n\r\n"
LENGTH = b"content-length:"


class LightTelegram:
    """Hands out updates by getUpdates, and answers every call; `delay` seconds pass before a message is answered.

    `sent` is told of the chat of every message as it comes in.
    """

    def __init__(self, delay: float = 0.0) -> None:
        self.delay = delay
        self.sent: Callable[[int], None] = lambda _chat: None
        self.calls = 0
        self.polled = asyncio.Event()
        self.webhook_url = ""
        self._pending: list[Json] = []
        self._poll: Callable[[Any], None] | None = None
        self._server: asyncio.Server | None = None

    async def start(self) -> str:
        """Listen on loopback; return the address."""
        self._server = await asyncio.get_running_loop().create_server(lambda: _Wire(self.called), "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """End."""
        assert self._server is not None, "not started"
        self._server.close()

    def put(self, update: Json) -> None:
        """Have an update fetched."""
        self._pending.append(update)
        if self._poll is not None:
            asyncio.get_running_loop().call_soon(self._hand_out)

    def called(self, method: str, body: bytes, answer: Callable[[Any], None]) -> None:
        """Answer one call, at once or later."""
        self.calls += 1
        match method:
            case "getUpdates":
                self._poll = answer
                self.polled.set()
                self._hand_out()
            case "sendMessage" | "editMessageText":
                params = dict(parse_qsl(body.decode()))
                self.sent(int(params["chat_id"]))
                self._later(answer, _message(params, self.calls))
            case "answerCallbackQuery":
                self._later(answer, True)
            case "setWebhook":
                self.webhook_url = dict(parse_qsl(body.decode()))["url"]
                self.polled.set()
                answer(True)
            case _:
                answer(ME if method == "getMe" else True)

    def _later(self, answer: Callable[[Any], None], result: Any) -> None:
        if self.delay:
            asyncio.get_running_loop().call_later(self.delay, answer, result)
        else:
            answer(result)

    def _hand_out(self) -> None:
        if self._poll is not None and self._pending:
            answer, self._poll = self._poll, None
            batch, self._pending = self._pending[:100], self._pending[100:]
            answer(batch)


class _Wire(asyncio.Protocol):
    """One connection of HTTP/1.1: requests with a length, answers as JSON."""

    def __init__(self, called: Callable[[str, bytes, Callable[[Any], None]], None]) -> None:
        self._called = called
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := self._read.find(END)) >= 0:
            head = self._read[:end].lower()
            at = head.find(LENGTH)
            length = int(head[at + len(LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            whole = end + len(END) + length
            if len(self._read) < whole:
                return
            path = self._read.split(b" ", 2)[1].partition(b"?")[0]
            body, self._read = self._read[end + len(END) : whole], self._read[whole:]
            self._called(path.rpartition(b"/")[2].decode(), body, self._answer)

    def _answer(self, result: Any) -> None:
        body = json.dumps({"ok": True, "result": result}).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)


def _message(params: dict[str, str], number: int) -> Json:
    """Return the message that a call made, as the Bot API does: with its text and its buttons."""
    chat = {"id": int(params["chat_id"]), "type": "private", "first_name": "Người"}
    found: Json = {"message_id": number, "date": 1_700_000_000, "chat": chat, "from": ME, "text": params["text"]}
    if "reply_markup" in params:
        found["reply_markup"] = json.loads(params["reply_markup"])
    return found
