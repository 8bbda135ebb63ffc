"""Live updates of the page: server-sent events, one stream a window."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

MOST_WAITING = 1000
HEARTBEAT_SECONDS = 15.0


class Events:
    """Hands every event to every open window; one that doesn't keep up is cut off and reloads."""

    def __init__(self) -> None:
        self._windows: set[asyncio.Queue[str | None]] = set()

    def send(self, event: dict[str, Any]) -> None:
        """Give `event` to the windows."""
        line = f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
        for window in tuple(self._windows):
            if window.qsize() < MOST_WAITING:
                window.put_nowait(line)
            else:
                self._windows.discard(window)
                window.put_nowait(None)

    def close(self) -> None:
        """End every stream."""
        for window in self._windows:
            window.put_nowait(None)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Serve one window until it goes away."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        window: asyncio.Queue[str | None] = asyncio.Queue()
        self._windows.add(window)
        try:
            await response.write(b"retry: 200\n\n")
            while (line := await _next(window)) is not None:
                await response.write(line.encode())
        except ConnectionError:
            pass  # the window was closed; it comes back by itself if it wants to
        finally:
            self._windows.discard(window)
        return response


async def _next(window: asyncio.Queue[str | None]) -> str | None:
    try:
        return await asyncio.wait_for(window.get(), HEARTBEAT_SECONDS)
    except TimeoutError:
        return ": still here\n\n"
