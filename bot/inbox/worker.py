"""The worker: stored updates in groups, each in its part of one transaction; a bug undoes its part and is parked."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta

import structlog
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.config import Settings
from bot.db.away import Away, collided, insisting, is_away
from bot.db.parts import spoilt
from bot.db.transaction import Session, Transactions
from bot.inbox.act import Acting, Handle
from bot.inbox.store import Claimed, any_ready, claim, next_instant, settle
from bot.inbox.throttle import crowded
from bot.inbox.turn import Turn
from bot.together import within

JOB_LOOK = 0.1
"""Seconds between two looks whether long work is done."""
TOGETHER = 16
"""How many updates are committed together at most."""
LONG = timedelta(milliseconds=200)
"""After which no more are added: those that are worked wait for the commit."""

log = structlog.get_logger("inbox")


class Worker:
    """Works the inbox, in order per chat. On PostgreSQL those of several processes share it."""

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
        self._act = Acting(bot, handle, clock, settings)
        self._clock = clock
        self._settings = settings
        self._spinners: set[asyncio.Task[None]] = set()
        self._patience = 0.0
        self._alone = 0

    async def run(self) -> None:
        """Work until cancelled."""
        wake = self._transactions.wake.inbox
        while True:
            wake.clear()
            await insisting(self.work_next, "worker")
            if self._patience:
                await within(wake, self._patience)

    async def work_next(self) -> bool:
        """Work the next updates, each of another chat, and commit them together; return whether there were any."""
        began, rows, turns = time.monotonic(), list[Claimed](), dict[int, Turn | None]()
        try:
            async with self._transactions.write("claim") as session:
                rows = await claim(session, now=self._clock.now(), most=1 if self._alone else TOGETHER)
                turns = await self._work_all(session, rows, until=self._clock.now() + LONG)
                self._patience = await self._seconds_to_next(session, rows, worked=bool(turns))
        except Away:  # no fault of the updates
            raise
        except Exception as error:  # of what they share, the transaction: nothing is worked
            log.exception("updates failed", update_ids=[row.update_id for row in rows])
            await self._part_from(rows, error)
            self._patience = 0.0
            return True
        self._alone = max(0, self._alone - 1)
        for update_id, turn in turns.items():
            log.info("update", update_id=update_id, seconds=round(time.monotonic() - began, 3))
            self._answer_spinner(turn)
        return bool(turns)

    async def _work_all(self, session: Session, rows: list[Claimed], *, until: datetime) -> dict[int, Turn | None]:
        """Work `rows` until that instant; return the turns of those that were, by update id."""
        chats = await crowded(session, rows, most=self._settings.limits.updates_per_minute)
        turns: dict[int, Turn | None] = {}
        done = []
        for number, row in enumerate(rows):
            if number and (self._clock.now() > until or await self._act.instants.came_back(session, row)):
                break
            if await self._act.instants.waits(session, row):
                break
            with structlog.contextvars.bound_contextvars(update_id=row.update_id):
                if await self._work(session, row, turns, crowded=row.chat_key in chats):
                    done.append(row)
        await settle(session, done, now=self._clock.now())
        return turns

    async def _work(self, session: Session, row: Claimed, turns: dict[int, Turn | None], *, crowded: bool) -> bool:
        """Work one update; return whether that is done. One that fails is undone, put off and tried again."""
        turns[row.update_id] = None
        try:
            turns[row.update_id] = await self._act(session, row, crowded=crowded)
        except Exception as error:
            if is_away(error) or spoilt(session, error):
                raise
            log.exception("update failed")
            await self._act.put_off(session, row, error)
            return False
        return True

    async def _part_from(self, rows: list[Claimed], error: Exception) -> None:
        """Have each of `rows` worked alone next time; put off one that was alone, unless it collided with others.

        Raises:
            Exception: not even a claim could be made.
        """
        if not rows:
            raise error
        self._alone = len(rows)
        if len(rows) == 1 and not collided(error):
            async with self._transactions.write("put off") as session:
                await self._act.put_off(session, rows[0], error)

    async def _seconds_to_next(self, session: Session, rows: list[Claimed], *, worked: bool) -> float:
        """Return for how long there is nothing to do after `rows`, unless someone wakes us."""
        if rows and not worked:
            return JOB_LOOK
        if rows and await any_ready(session, now=self._clock.now()):
            return 0.0
        instant = await next_instant(session)
        seconds = (instant - self._clock.now()).total_seconds() if instant else 5.0
        return min(5.0, max(0.05, seconds))

    def _answer_spinner(self, turn: Turn | None) -> None:
        """Stop the waiting sign on the pressed button. It lives for seconds only, so it is no outbox row."""
        if turn is None or turn.query is None:
            return
        task = asyncio.create_task(self._answer(turn.query.id, turn.toast))
        self._spinners.add(task)
        task.add_done_callback(self._spinners.discard)

    async def _answer(self, query_id: str, text: str | None) -> None:
        try:
            await self._bot.answer_callback_query(query_id, text=text)
        except TelegramError as error:
            log.info("spinner not answered", error=str(error))
