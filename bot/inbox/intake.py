"""Intake of a webhook: updates that come while others are being committed are stored together in the next commit."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.clock import Clock
from bot.db.away import Away
from bot.db.transaction import Transactions
from bot.inbox.store import keep_order, store

Update = dict[str, Any]


class Intake:
    """Stores updates of the bot `bot_id`; each is waited for until its commit."""

    def __init__(self, transactions: Transactions, clock: Clock, bot_id: int) -> None:
        self._transactions = transactions
        self._clock = clock
        self._bot_id = bot_id
        self._come: list[tuple[Update, asyncio.Future[None]]] = []
        self._storing: asyncio.Task[None] | None = None

    async def __call__(self, update: Update) -> None:
        """Store `update`; return once it is committed.

        Raises:
            Away: the database can't write now, or its answer was lost; it does no harm to store the same again.
        """
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._come.append((update, stored))
        if self._storing is None:
            self._storing = asyncio.create_task(self._store_all(), name="webhook intake")
        await stored

    async def _store_all(self) -> None:
        try:
            while self._come:
                group, self._come = self._come, []
                await self._store(group)
        finally:
            self._storing = None

    async def _store(self, group: list[tuple[Update, asyncio.Future[None]]]) -> None:
        """Store a group; where that can't be done, each alone, so that one harms no other."""
        try:
            await self._commit([update for update, _ in group])
        except Exception as error:  # noqa: BLE001 - it is handed on to whoever brought the update
            if len(group) > 1 and not isinstance(error, Away):
                for each in group:
                    await self._store([each])
                return
            for _, stored in group:
                if not stored.done():
                    stored.set_exception(error)
        else:
            for _, stored in group:
                if not stored.done():  # whoever brought it may have gone
                    stored.set_result(None)

    async def _commit(self, updates: list[Update]) -> None:
        now = self._clock.now()
        async with self._transactions.write("webhook") as session:
            await store(session, self._bot_id, updates, now=now)
            await keep_order(session, self._bot_id, [update["update_id"] for update in updates], now=now)
