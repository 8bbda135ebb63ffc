"""What is served to monitoring: /healthz (restart me or not), /readyz (give me work or not), /metrics (Prometheus)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.listening import listening
from bot.watch.watch import Watch


@asynccontextmanager
async def served(watch: Watch) -> AsyncIterator[None]:
    """Serve on `[watch] listen` while the block runs; nothing where that is empty.

    Raises:
        DieuPhoiError: the address can't be had.
    """
    if not watch.settings.watch.listen:
        yield
        return
    async with listening(_app(watch), watch.settings.watch.listen):
        yield


def _app(watch: Watch) -> web.Application:
    async def health(_request: web.Request) -> web.Response:
        stuck = watch.pulse.stuck()
        return web.json_response({"alive": not stuck, "stuck": stuck}, status=503 if stuck else 200)

    async def ready(_request: web.Request) -> web.Response:
        reasons = await watch.unready()
        body = {"ready": not reasons, "leads": watch.leads, "reasons": reasons}
        return web.json_response(body, status=503 if reasons else 200)

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(body=await watch.metrics(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.add_routes([web.get("/healthz", health), web.get("/readyz", ready), web.get("/metrics", metrics)])
    return app
