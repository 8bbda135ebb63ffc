"""Bots that take updates in with one guard missing."""

from __future__ import annotations

import asyncio
import random
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from aiohttp import web
from sqlalchemy import event

from bot.app import App
from bot.inbox import act, webhook
from bot.inbox.poller import Poller
from bot.inbox.store import Claimed, claim, settle
from bot.inbox.webhook import Webhook
from bot.inbox.worker import Worker

ENDED = re.compile(r" AND (organiser|membership)\.ended_at IS NULL")
STOOD = Path("stood")
"""A file beside the bot's settings: there once the bot has stood still."""


def first_time() -> bool:
    """Return whether the bot never stood still before, in this life or an earlier one."""
    new = not STOOD.exists()
    STOOD.touch()
    return new


class AcknowledgingFirst(Poller):
    """Asks for the next updates, which acknowledges the last ones, before it stores those."""

    _kept: list[dict[str, Any]]

    async def _fetch(self, offset: int) -> list[dict[str, Any]]:
        kept: list[dict[str, Any]] = getattr(self, "_kept", [])
        self._kept = await super()._fetch(kept[-1]["update_id"] + 1 if kept else offset)
        return kept


class AnsweringFirst(Webhook):
    """Tells Telegram that an update is stored, and stores it when the next one comes."""

    _kept: web.Request | None = None

    async def _post(self, request: web.Request) -> web.Response:
        await request.read()
        kept, self._kept = self._kept, request
        if kept is not None:
            await super()._post(kept)
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
    """Commits the effect of an update, and in another transaction that it is done. In between it stands still once."""

    async def work_next(self) -> bool:
        async with self._transactions.write("claim") as session:
            rows = await claim(session, now=self._clock.now(), most=1)
            self._patience = await self._seconds_to_next(session, rows, worked=bool(rows))
            if not rows:
                return False
            await self._act(session, Anew(*rows[0]), crowded=False)
        if first_time():
            await asyncio.Event().wait()
        async with self._transactions.write("done") as session:
            await settle(session, rows, now=self._clock.now())
        return True


def never_crowded(_: App) -> None:
    """Put nothing aside, however much a person sends."""

    async def put_aside(*_: Any, **__: Any) -> bool:
        return False

    vars(act)["put_aside"] = put_aside


def ask_nobody(_: App) -> None:
    """Take every post for Telegram's."""
    vars(webhook)["hmac"] = SimpleNamespace(compare_digest=lambda *_: True)


def remember_roles(app: App) -> None:
    """Read roles and not whether they have ended."""

    @event.listens_for(app.database.writer.sync_engine, "before_cursor_execute", retval=True)
    def _endless(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> tuple[str, Any]:
        return ENDED.sub("", statement), parameters
