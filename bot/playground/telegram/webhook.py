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


Lanes = set[str]


def lane(update: dict[str, Any]) -> str:
    """Return what keeps updates in order: messages by their chat, presses by who pressed.

    The real server has these queues (tdlib/telegram-bot-api, Client.cpp), so a press may overtake a message.
    """
    press = update.get("callback_query")
    if press is not None:
        return f"press {press['from']['id']}"
    body = next(value for name, value in update.items() if name != "update_id")
    return f"chat {body.get('chat', {}).get('id')}"


class WebhookSender:
    """Posts each update until the bot answers 2xx: one at a time of a lane, up to `max_connections` lanes at once."""

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
        busy: Lanes = set()
        timeout = aiohttp.ClientTimeout(total=60)
        async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as tasks:
            while True:
                update = await self._updates.first(
                    lambda update: len(busy) < webhook.max_connections and lane(update) not in busy
                )
                busy.add(lane(update))
                tasks.create_task(self._bring(session, webhook, update, busy))

    async def _bring(
        self, session: aiohttp.ClientSession, webhook: Webhook, update: dict[str, Any], busy: Lanes
    ) -> None:
        """Post one update until it is taken; its lane is free then."""
        while not 200 <= (status := await self._post(session, webhook, update)) < 300:
            self.deliveries.append((update["update_id"], status))
            await asyncio.sleep(self._retry_seconds)
        self.deliveries.append((update["update_id"], status))
        busy.remove(lane(update))
        self._updates.taken(update["update_id"])

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
