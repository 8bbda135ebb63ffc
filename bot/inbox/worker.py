"""The worker: one stored update, one transaction; a refusal still answers, a bug undoes everything and is parked."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable

import structlog
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.config import Settings
from bot.db.away import Away, insisting
from bot.db.transaction import Session, Transactions, wakes
from bot.errors import Refusal
from bot.inbox.instants import Instants
from bot.inbox.store import claim, failed, next_instant
from bot.inbox.throttle import put_aside
from bot.inbox.turn import Turn
from bot.messages.base import plain
from bot.outbox.put import put
from bot.services.arrival import arrived
from bot.services.calendar_days import calendar_of
from bot.services.denials import note_denial
from bot.services.people import person_of
from bot.together import within
from models.inbox import StoredUpdate, UpdateState

Handle = Callable[[Turn], Awaitable[None]]

JOB_LOOK = 0.1
"""Seconds between two looks whether long work is done."""

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
        self._patience = 0.0
        self._instants = Instants()

    async def run(self) -> None:
        """Work until cancelled."""
        wake = self._transactions.wake.inbox
        while True:
            wake.clear()
            if not await insisting(self.work_one, "worker"):
                await within(wake, self._patience)

    async def work_one(self) -> bool:
        """Work the next update; return whether there was one."""
        found: tuple[int, int] | None = None
        turn: Turn | None = None
        began = time.monotonic()
        try:
            async with self._transactions.write("claim") as session:
                row = await claim(session, now=self._clock.now())
                if row is None:
                    self._patience = await self._seconds_to_next(session)
                    return False
                if await self._instants.waits(session, row):
                    self._patience = JOB_LOOK
                    return False
                found = (row.bot_id, row.update_id)
                session.info["origin"] = row.origin
                limit = self._settings.limits.updates_per_minute
                if not await put_aside(session, row, now=self._clock.now(), most=limit):
                    with structlog.contextvars.bound_contextvars(update_id=row.update_id):
                        turn = await self._work(session, row)
                    row.state, row.settled_at = UpdateState.DONE, self._clock.now()
                wakes(session, "inbox")
        except Away:  # no fault of the update
            raise
        except Exception as error:  # whatever it was, the update is undone, kept and tried again
            log.exception("update failed", update_id=found[1] if found else None)
            if found is None:
                raise
            await self._put_off(found, error)
        else:
            log.info("update", update_id=found[1], seconds=round(time.monotonic() - began, 3))
        if turn is not None and turn.query is not None:
            self._answer_spinner(turn)
        return True

    async def _seconds_to_next(self, session: Session) -> float:
        """Return for how long there is nothing to do, unless someone wakes us."""
        instant = await next_instant(session)
        seconds = (instant - self._clock.now()).total_seconds() if instant else 5.0
        return min(5.0, max(0.05, seconds))

    async def _work(self, session: Session, row: StoredUpdate) -> Turn | None:
        """Parse, find out who it is, and let the handler act inside a savepoint."""
        update = Update.de_json(json.loads(row.body), self._bot)
        user, chat = update.effective_user, update.effective_chat
        if user is None or user.is_bot or chat is None or (chat.type, chat.id) != ("private", user.id):
            return None
        now = await self._instants.of(session, row, self._clock.now())
        language = "en" if (user.language_code or "").startswith("en") else self._settings.office.language
        owners = self._settings.owners.telegram_ids
        arrival = await arrived(session, user.id, language=language, owners=owners, now=now)
        turn = Turn(
            session=session,
            now=now,
            update=update,
            actor=arrival.actor,
            settings=self._settings,
            calendar=await calendar_of(session),
            bot_name=self._bot.username,
            step=arrival.step,
        )
        try:
            async with session.begin_nested():
                await self._handle(turn)
        except Refusal as refusal:
            await note_denial(session, turn.actor, refusal, turn.route, now=now)
            await turn.say(plain(refusal.key, **refusal.values))
        return turn

    async def _put_off(self, found: tuple[int, int], error: BaseException) -> None:
        """Note the failed try of the update (bot id, update id); once parked for good, the person gets one line.

        The row that failed can't be used any more: undoing its transaction emptied it.
        """
        async with self._transactions.write("put off") as session:
            row = await session.get_one(StoredUpdate, found)
            session.info["origin"] = row.origin
            if failed(row, error, now=self._clock.now(), tries=self._settings.limits.update_tries):
                await self._apologise(session, row.chat_key)

    async def _apologise(self, session: Session, chat_key: str) -> None:
        """Tell the person of a private chat (its id is theirs, a positive number) that it did not work."""
        if chat_key.isdecimal():
            now, language = self._clock.now(), self._settings.office.language
            person = await person_of(session, int(chat_key), language=language, now=now)
            await put(session, person, plain("errors.bug"), now=now)

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
