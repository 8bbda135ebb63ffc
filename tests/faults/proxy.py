"""The cable between a bot and PostgreSQL, which can be pulled: nothing goes through, and nobody is told."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any


class Proxy:
    """Hands a TCP port on to the server's Unix socket `path`, both ways, while the cable is in."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._in = asyncio.Event()
        self._in.set()
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> int:
        """Listen on loopback; return the port."""
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Break all connections."""
        if self._server is not None:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def pull(self) -> None:
        """Let nothing through: no byte, no end, no new connection."""
        self._in.clear()

    def plug(self) -> None:
        """Let everything through again, what waited first."""
        self._in.set()

    def cut(self) -> None:
        """Break the connections of now; new ones are let through."""
        for task in self._tasks:
            task.cancel()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._in.wait()
            there, back = await asyncio.open_unix_connection(self._path)
            try:
                await _first(self._carry(reader, back), self._carry(there, writer))
            finally:
                back.close()
        except (OSError, asyncio.CancelledError):
            pass  # an end of the cable is gone: so is the other
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            await self._in.wait()
            writer.write(data)
            await writer.drain()


async def _first(*ways: Coroutine[Any, Any, None]) -> None:
    """Carry both ways until one of them ends."""
    tasks = [asyncio.create_task(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks, return_exceptions=True)
