"""The webhook: check the secret, store, commit, answer 200; where storing fails, 503, and Telegram sends it again."""

from __future__ import annotations

import asyncio
import hmac
import json
from typing import Any

import structlog
from aiohttp import web
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.config_sections import Telegram
from bot.db.away import Away
from bot.db.transaction import Transactions
from bot.inbox.intake import Intake
from bot.listening import listening

LARGEST = 2**63 - 1
"""What the column of update ids holds."""
HEADER = "X-Telegram-Bot-Api-Secret-Token"

log = structlog.get_logger("webhook")


class Webhook:
    """Takes updates by HTTP (Bot API: setWebhook)."""

    def __init__(self, bot: ExtBot[None], transactions: Transactions, clock: Clock, settings: Telegram) -> None:
        self._settings = settings
        self._intake = Intake(transactions, clock, bot.id)

    async def run(self) -> None:
        """Listen and serve until cancelled.

        Raises:
            DieuPhoiError: the address can't be had.
        """
        app = web.Application(client_max_size=4 * 2**20)
        app.router.add_post("/{path:.*}", self._post)
        async with listening(app, self._settings.listen):
            await asyncio.Event().wait()

    async def _post(self, request: web.Request) -> web.Response:
        assert self._settings.webhook_secret is not None, "the settings were checked"
        given = request.headers.get(HEADER, "").encode(errors="surrogateescape")  # what isn't UTF-8 stays what it is
        if not hmac.compare_digest(given, self._settings.webhook_secret.get_secret_value().encode()):
            return web.Response(status=403)
        try:
            update: Any = json.loads(await request.read())
            number = update["update_id"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return web.Response(status=400)
        if type(number) is not int or not 0 < number <= LARGEST:
            return web.Response(status=400)
        try:
            await self._intake(update)
        except Away as error:  # not stored means not acknowledged: Telegram will send it again
            log.warning("update not stored", update_id=number, error=str(error))
            return web.Response(status=503)
        return web.Response()
