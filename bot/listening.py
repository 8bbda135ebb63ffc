"""Listening on an address: a port that another program has is one sentence, not a traceback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.errors import DieuPhoiError


@asynccontextmanager
async def listening(app: web.Application, address: str) -> AsyncIterator[None]:
    """Serve `app` on HOST:PORT while the block runs.

    Raises:
        DieuPhoiError: the address can't be had.
    """
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    host, _, port = address.rpartition(":")
    try:
        try:
            await web.TCPSite(runner, host.strip("[]"), int(port)).start()
        except OSError as error:
            raise DieuPhoiError("cli.address_taken", address=address, reason=error.strerror or error) from error
        yield
    finally:
        await runner.cleanup()
