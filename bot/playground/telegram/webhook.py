"""Delivery of updates to the bot's own address: https://core.telegram.org/bots/api#setwebhook."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.playground.telegram.updates import Updates


@dataclass
class Webhook:
    """Where updates go, with what secret, and how the last try went."""

    url: str
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_date: int = 0


class WebhookSender:
    """Posts the oldest update until the bot answers 2xx, then the next; one at a time, so order is kept."""

    def __init__(self, updates: Updates, now: Callable[[], int], *, retry_seconds: float = 0.2) -> None:
        self.webhook: Webhook | None = None
        self.deliveries: list[tuple[int, int]] = []
        self._updates = updates
        self._now = now
        self._retry_seconds = retry_seconds
        self._task: asyncio.Task[None] | None = None

    async def set(self, webhook: Webhook | None) -> None:
        """Begin delivering to `webhook`, or end it (None)."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self.webhook, self._updates.webhook_url = webhook, webhook.url if webhook else ""
        self._task = asyncio.create_task(self._deliver(webhook)) if webhook else None

    async def _deliver(self, webhook: Webhook) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
            while True:
                update = await self._updates.first()
                status = await self._post(session, webhook, update)
                self.deliveries.append((update["update_id"], status))
                if 200 <= status < 300:
                    self._updates.confirm(update["update_id"] + 1)
                else:
                    await asyncio.sleep(self._retry_seconds)

    async def _post(self, session: aiohttp.ClientSession, webhook: Webhook, update: dict[str, Any]) -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            async with session.post(webhook.url, json=update, headers=headers) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError) as error:
            return self._failed(webhook, 0, f"Connection failed: {type(error).__name__}")
        if not 200 <= status < 300:
            return self._failed(webhook, status, f"Wrong response from the webhook: {status}")
        return status

    def _failed(self, webhook: Webhook, status: int, reason: str) -> int:
        webhook.last_error, webhook.last_error_date = reason, self._now()
        return status
