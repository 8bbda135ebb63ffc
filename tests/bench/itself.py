"""How fast the light Telegram is by itself: what it answers must not be what is measured."""

from __future__ import annotations

import asyncio
import time
from urllib.parse import urlsplit

from tests.bench.figures import Figure
from tests.bench.light import LightTelegram

BODY = b"chat_id=3001&text=K%C3%ADnh+g%E1%BB%ADi"
CONNECTIONS = 16


async def measure(*, seconds: float) -> list[Figure]:
    """Call sendMessage over several connections as fast as it answers (caller and server share a process)."""
    telegram = LightTelegram()
    address = urlsplit(await telegram.start())
    began = time.monotonic()
    await asyncio.gather(*(_calls(address.port or 0, began + seconds) for _ in range(CONNECTIONS)))
    rate = telegram.calls / (time.monotonic() - began)
    await telegram.stop()
    return [("the simulated Telegram by itself", f"{rate:.0f} calls/s", "a press makes two")]


async def _calls(port: int, until: float) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = b"POST /bot1:a/sendMessage HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
    while time.monotonic() < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0]))
    writer.close()
