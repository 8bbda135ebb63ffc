"""The worker: one stored update, one transaction; a refusal still answers, a bug undoes everything and is parked."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable

import structlog
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.config import Settings
from bot.db.transaction import Session, Transactions, wakes
from bot.errors import Refusal
from bot.inbox.store import claim, failed, next_instant
from bot.inbox.turn import Turn
from bot.messages.base import plain
from bot.outbox.put import put
from bot.services.access import actor_of
from bot.services.calendar_days import calendar_of
from bot.services.dialogs import step_of
from bot.services.people import by_telegram_id, person_of
from models.inbox import StoredUpdate, UpdateState

Handle = Callable[[Turn], Awaitable[None]]

log = structlog.get_logger("inbox")


class Worker:
    """Works the inbox, in order per chat. Several may run where the database locks rows (PostgreSQL)."""

    def __init__(
        self,
        bot: ExtBot[None],
        transactions: Transactions,
        handle: Handle,
        clock: Clock,
        settings: Settings,
    ) -> None:
        self._bot = bot
        self._transactions = transactions
        self._handle = handle
        self._clock = clock
        self._settings = settings
        self._spinners: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Work until cancelled."""
        wake = self._transactions.wake.inbox
        while True:
            wake.clear()
            if not await self.work_one():
                await self._rest(wake)

    async def _rest(self, wake: asyncio.Event) -> None:
        """Wait for a new update, or until one that was put off is due."""
        async with self._transactions.read() as session:
            instant = await next_instant(session)
        seconds = (instant - self._clock.now()).total_seconds() if instant else 5.0
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(wake.wait(), timeout=min(5.0, max(0.05, seconds)))

    async def work_one(self) -> bool:
        """Work the next update; return whether there was one."""
        row: StoredUpdate | None = None
        turn: Turn | None = None
        try:
            async with self._transactions.write("claim") as session:
                row = await claim(session, now=self._clock.now())
                if row is None:
                    return False
                session.info["origin"] = f"u{row.update_id}"
                with structlog.contextvars.bound_contextvars(update_id=row.update_id):
                    turn = await self._work(session, row)
                row.state, row.settled_at = UpdateState.DONE, self._clock.now()
                wakes(session, "inbox")
        except Exception as error:  # whatever it was, the update is undone, kept and tried again
            log.exception("update failed", update_id=row.update_id if row else None)
            if row is None:
                raise
            await self._put_off(row, error)
        if turn is not None and turn.query is not None:
            self._answer_spinner(turn)
        return True

    async def _work(self, session: Session, row: StoredUpdate) -> Turn | None:
        """Parse, find out who it is, and let the handler act inside a savepoint."""
        update = Update.de_json(json.loads(row.body), self._bot)
        user, chat = update.effective_user, update.effective_chat
        if user is None or user.is_bot or chat is None or chat.type != "private":
            return None
        now = self._clock.now()
        language = "en" if (user.language_code or "").startswith("en") else self._settings.office.language
        known = await by_telegram_id(session, user.id)
        person = known or await person_of(session, user.id, language=language, now=now)
        turn = Turn(
            session=session,
            now=now,
            update=update,
            actor=await actor_of(session, person, self._settings.owners.telegram_ids),
            settings=self._settings,
            calendar=await calendar_of(session),
            bot_name=self._bot.username,
            step=await step_of(session, user.id),
        )
        try:
            async with session.begin_nested():
                await self._handle(turn)
        except Refusal as refusal:
            await turn.say(plain(refusal.key, **refusal.values))
        return turn

    async def _put_off(self, row: StoredUpdate, error: BaseException) -> None:
        """Note the failed try; once parked for good, the person gets one polite line."""
        async with self._transactions.write(f"u{row.update_id}") as session:
            fresh = await session.get_one(StoredUpdate, (row.bot_id, row.update_id))
            if failed(fresh, error, now=self._clock.now(), tries=self._settings.limits.update_tries):
                chat = int(row.chat_key) if row.chat_key.lstrip("-").isdecimal() else None
                person = await by_telegram_id(session, chat) if chat else None
                if person is not None:
                    await put(session, person, plain("errors.bug"), now=self._clock.now())

    def _answer_spinner(self, turn: Turn) -> None:
        """Stop the waiting sign on the pressed button. It lives for seconds only, so it is no outbox row."""
        assert turn.query is not None
        task = asyncio.create_task(self._answer(turn.query.id, turn.toast))
        self._spinners.add(task)
        task.add_done_callback(self._spinners.discard)

    async def _answer(self, query_id: str, text: str | None) -> None:
        try:
            await self._bot.answer_callback_query(query_id, text=text)
        except TelegramError as error:
            log.info("spinner not answered", error=str(error))
