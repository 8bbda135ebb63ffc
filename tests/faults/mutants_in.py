"""Bots that take updates in with one guard missing."""

from __future__ import annotations

import asyncio
import random
from typing import Any

from aiohttp import web

from bot.app import App
from bot.inbox.poller import Poller
from bot.inbox.store import Claimed, claim, settle
from bot.inbox.webhook import Webhook
from bot.inbox.worker import Worker


class AcknowledgingFirst(Poller):
    """Asks for the next updates, which acknowledges the last ones, before it stores those."""

    _kept: list[dict[str, Any]]

    async def _fetch(self, offset: int) -> list[dict[str, Any]]:
        kept: list[dict[str, Any]] = getattr(self, "_kept", [])
        self._kept = await super()._fetch(kept[-1]["update_id"] + 1 if kept else offset)
        return kept


class AnsweringFirst(Webhook):
    """Tells Telegram that an update is stored, and stores it then."""

    _later: set[asyncio.Task[Any]]

    async def _post(self, request: web.Request) -> web.Response:
        await request.read()

        async def store_later() -> None:
            await asyncio.sleep(0.3)
            await super(AnsweringFirst, self)._post(request)

        self._later = getattr(self, "_later", set())
        self._later.add(asyncio.create_task(store_later()))
        return web.Response()


class Answering(App):
    """Has that webhook."""

    async def _webhook(self) -> None:
        await AnsweringFirst(self.bot, self.transactions, self.clock, self.settings.telegram).run()


class Gullible(Poller):
    """Takes an update that Telegram sends again for another one."""

    async def _store(self, updates: list[dict[str, Any]]) -> None:
        await super()._store(updates)
        await super()._store([{**each, "update_id": each["update_id"] + 10**6} for each in updates])


class Anew(Claimed):
    """An update whose messages have other keys each time that it is worked, so that no key stops the second time."""

    @property
    def origin(self) -> str:
        """What keys of outbox rows begin with."""
        return f"u{self.update_id}-{random.randrange(10**9)}"


class MarkingLater(Worker):
    """Commits the effect of an update, and in another transaction that it is done."""

    async def work_next(self) -> bool:
        async with self._transactions.write("claim") as session:
            rows = await claim(session, now=self._clock.now(), most=1)
            if not rows:
                return False
            await self._act(session, Anew(*rows[0]), crowded=False)
        await asyncio.sleep(3)
        async with self._transactions.write("done") as session:
            await settle(session, rows, now=self._clock.now())
        return True
