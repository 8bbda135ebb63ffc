"""Requests to the Bot API: what goes over the wire, and what is known of those that fail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.outbox.request import NOT_SENT, Request

TOKEN = "123456789:AA-invented-token-of-a-test-0000000"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n" + b'{"ok":true}'

Answer = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def served(answer: Answer) -> AsyncIterator[str]:
    """Serve on loopback; `answer` is given each request whole."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0] or 0)
        await answer(head + await reader.readexactly(length), writer)
        writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def posted(url: str, data: RequestData | None = None, read: float = 5.0) -> bytes:
    async with Request(url, connections=1, read=read) as request:
        return (await request.do_request(f"{url}/bot{TOKEN}/sendMessage", "POST", data))[1]


async def test_parameters_go_as_a_form() -> None:
    seen: list[bytes] = []

    async def answer(request: bytes, writer: asyncio.StreamWriter) -> None:
        seen.append(request)
        writer.write(OK)

    data = RequestData([RequestParameter("chat_id", 7, None), RequestParameter("text", "Kính gửi", None)])
    async with served(answer) as url:
        assert await posted(url, data) == b'{"ok":true}'
    assert seen[0].endswith(b"chat_id=7&text=K%C3%ADnh+g%E1%BB%ADi")


async def test_a_refused_connection_is_known_not_to_have_sent() -> None:
    async with served(_cut) as url:
        pass
    with pytest.raises(NetworkError) as raised:
        await posted(url)
    assert isinstance(raised.value.__cause__, NOT_SENT)


async def _cut(_request: bytes, _writer: asyncio.StreamWriter) -> None:
    """Read the request and close."""


async def test_an_answer_that_is_cut_off_leaves_it_open_whether_it_was_sent() -> None:
    async with served(_cut) as url:
        with pytest.raises(NetworkError) as raised:
            await posted(url)
    assert not isinstance(raised.value.__cause__, NOT_SENT)


async def test_an_answer_that_is_late_leaves_it_open_whether_it_was_sent() -> None:
    never = asyncio.Event()

    async def answer(_request: bytes, _writer: asyncio.StreamWriter) -> None:
        await never.wait()

    async with served(answer) as url:
        with pytest.raises(TimedOut) as raised:
            await posted(url, read=0.05)
        never.set()
    assert not isinstance(raised.value.__cause__, NOT_SENT)


async def test_no_error_names_the_token() -> None:
    async def answer(_request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/9.9 what is this\r\n\r\n")

    async with served(answer) as url:
        with pytest.raises(NetworkError) as raised:
            await posted(url)
    assert TOKEN not in str(raised.value)
