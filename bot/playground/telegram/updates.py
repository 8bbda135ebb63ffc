"""The queue of updates: https://core.telegram.org/bots/api#getting-updates.

An update stays until a later `getUpdates` confirms it by its offset, or until the webhook took it with a 2xx.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from bot.playground.telegram.errors import conflict

Json = dict[str, Any]

# Given only to a bot that asks for them by name.
_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}


class Updates:
    """Updates waiting for the bot, oldest first."""

    def __init__(self, first_id: int = 700_000_001) -> None:
        self.pending: list[Json] = []
        self.allowed: list[str] = []
        self.webhook_url = ""
        self.next_id = first_id
        self._poll = 0
        self._wake = asyncio.Event()
        self._closed = False

    def put(self, kind: str, body: Json) -> None:
        """Queue an update, unless the bot said that it doesn't want this kind."""
        if kind in self.allowed or (not self.allowed and kind not in _ON_REQUEST):
            self.pending.append({"update_id": self.next_id, kind: body})
            self.next_id += 1
            self._signal()

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Remember the wanted kinds; None keeps the earlier choice, an empty list means the usual ones."""
        if kinds is not None:
            self.allowed = list(kinds)

    def confirm(self, offset: int) -> None:
        """Forget the updates before `offset`; a negative one keeps only the last -offset."""
        if offset < 0:
            self.pending = self.pending[offset:]
        elif offset:
            self.pending = [update for update in self.pending if update["update_id"] >= offset]

    async def fetch(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109 - a parameter of the Bot API
        """Return up to `limit` updates from `offset` on, waiting up to `timeout` seconds for the first.

        A later call ends an earlier one: that one raises `ApiError` 409, and so does any while a webhook is set.
        """
        if self.webhook_url:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        self._poll += 1
        mine = self._poll
        self._signal()
        self.confirm(offset)
        deadline = asyncio.get_running_loop().time() + timeout
        while not self.pending:
            news = await self._news(deadline)
            if self._poll != mine:
                raise conflict(
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                )
            if not news:
                break
        return self.pending[:limit]

    async def first(self, ready: Callable[[Json], bool]) -> Json:
        """Return the oldest update that is `ready` as soon as there is one (it stays in the queue)."""
        while True:
            for update in self.pending:
                if ready(update):
                    return update
            await self._wake.wait()

    def taken(self, update_id: int) -> None:
        """Forget one update: the webhook took it, and what waited behind it may be ready now."""
        self.pending = [update for update in self.pending if update["update_id"] != update_id]
        self._signal()

    def close(self) -> None:
        """Let every waiting call return."""
        self._closed = True
        self._signal()

    async def _news(self, deadline: float) -> bool:
        if self._closed:
            return False
        try:
            async with asyncio.timeout_at(deadline):
                await self._wake.wait()
        except TimeoutError:
            return False
        return True

    def _signal(self) -> None:
        # Whoever waits now is woken; whoever comes later waits for a new event.
        self._wake.set()
        self._wake = asyncio.Event()
