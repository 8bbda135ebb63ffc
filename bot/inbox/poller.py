"""Polling: fetch, store, commit, and only then let Telegram forget: the next getUpdates confirms (Bot API)."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from typing import Any
from urllib.parse import urlencode

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.db.away import insisting
from bot.db.transaction import Transactions
from bot.errors import DieuPhoiError
from bot.inbox.store import store
from bot.outbox.delivery import held
from bot.outbox.request import Request
from bot.pulse import beat

log = structlog.get_logger("poller")

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
"""Asked for explicitly: what isn't named here isn't sent."""


class Poller:
    """Fetches updates of one bot into the inbox."""

    def __init__(self, bot: ExtBot[None], transactions: Transactions, clock: Clock) -> None:
        self._bot = bot
        self._transactions = transactions
        self._clock = clock
        self._request = Request(bot.base_url, connections=1)
        self.started = asyncio.Event()

    async def run(self) -> None:
        """Poll until cancelled.

        Raises:
            DieuPhoiError: Telegram doesn't know the token.
        """
        async with self._request:
            await self._poll()

    async def _poll(self) -> None:
        offset = 0
        failures = 0
        while True:
            beat()
            try:
                updates = await self._fetch(offset)
                failures = 0
            except InvalidToken as error:
                raise DieuPhoiError("cli.bad_token") from error
            except TelegramError as error:
                failures += 1
                await self._rest(error, failures)
                continue
            await insisting(partial(self._store, updates), "poller")
            # An empty answer has confirmed all before it. From then on ids may start anew and lower (Bot API: Update).
            offset = updates[-1]["update_id"] + 1 if updates else 0

    async def _store(self, updates: list[dict[str, Any]]) -> None:
        if updates:
            async with self._transactions.write("poll") as session:
                await store(session, self._bot.id, updates, now=self._clock.now())

    async def _fetch(self, offset: int) -> list[dict[str, Any]]:
        """Return the next updates as Telegram wrote them; one that can't be parsed must not stop the others."""
        self.started.set()
        query = urlencode({"offset": offset, "timeout": 30, "limit": 100, "allowed_updates": json.dumps(ALLOWED)})
        answer: Any = await self._request.post(f"{self._bot.base_url}/getUpdates?{query}", read_timeout=40)
        return list(answer)

    async def _rest(self, error: TelegramError, failures: int) -> None:
        log.warning("polling failed", error=str(error), failures=failures)
        if isinstance(error, RetryAfter):
            await asyncio.sleep(held(error))
        else:
            await asyncio.sleep(min(15.0, 0.5 * 2 ** min(failures, 5)) if not isinstance(error, Conflict) else 5.0)
