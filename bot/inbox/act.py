"""Acting on one stored update in its part of a transaction; a refusal undoes what was done and still answers."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.config import Settings
from bot.db.parts import part
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.inbox.instants import Instants
from bot.inbox.readable import readable
from bot.inbox.store import Claimed, failed
from bot.inbox.throttle import put_aside
from bot.inbox.turn import Turn
from bot.messages.base import plain
from bot.outbox.put import put
from bot.services.arrival import arrived
from bot.services.denials import note_denial
from bot.services.people import person_of
from models.inbox import StoredUpdate

Handle = Callable[[Turn], Awaitable[None]]


class Acting:
    """Acts on updates by `handle`; `instants` tell as of when."""

    def __init__(self, bot: ExtBot[None], handle: Handle, clock: Clock, settings: Settings) -> None:
        self._bot = bot
        self._handle = handle
        self._clock = clock
        self._settings = settings
        self.instants = Instants()

    async def __call__(self, session: Session, row: Claimed, *, crowded: bool) -> Turn | None:
        """Work `row`; `crowded`: its chat may have sent too much. None: there was nothing to answer."""
        turn: Turn | None = None
        try:
            async with part(session, row.origin):
                if crowded and await put_aside(
                    session, row, now=self._clock.now(), most=self._settings.limits.updates_per_minute
                ):
                    return None
                turn = await self._turn(session, row)
                if turn is not None:
                    await self._handle(turn)
        except Refusal as refusal:
            return await self._refuse(session, row, refusal, turn.route if turn else "")
        return turn

    async def put_off(self, session: Session, row: Claimed, error: BaseException) -> None:
        """Note that working `row` failed; once it is parked for good, the person gets one line."""
        async with part(session, row.origin):
            stored = await session.get_one(StoredUpdate, (row.bot_id, row.update_id))
            if failed(stored, error, now=self._clock.now(), tries=self._settings.limits.update_tries):
                await self._apologise(session, row.chat_key)

    async def _refuse(self, session: Session, row: Claimed, refusal: Refusal, route: str) -> Turn | None:
        """Answer with what `refusal` says; nothing else of the update is kept."""
        async with part(session, row.origin):
            turn = await self._turn(session, row)
            if turn is not None:
                await note_denial(session, turn.actor, refusal, route, now=turn.now)
                await turn.say(plain(refusal.key, **refusal.values))
        return turn

    async def _turn(self, session: Session, row: Claimed) -> Turn | None:
        """Parse, and find out who it is; None where it is nobody in a private chat."""
        update = Update.de_json(readable(json.loads(row.body)), self._bot)
        user, chat = update.effective_user, update.effective_chat
        if user is None or user.is_bot or chat is None or (chat.type, chat.id) != ("private", user.id):
            return None
        now = await self.instants.of(session, row, self._clock.now())
        language = "en" if (user.language_code or "").startswith("en") else self._settings.office.language
        owners = self._settings.owners.telegram_ids
        arrival = await arrived(session, user.id, language=language, owners=owners, now=now)
        return Turn(
            session=session,
            now=now,
            update=update,
            person=arrival.person,
            actor=arrival.actor,
            settings=self._settings,
            calendar=arrival.calendar,
            bot_name=self._bot.username,
            step=arrival.step,
        )

    async def _apologise(self, session: Session, chat_key: str) -> None:
        """Tell the person of a private chat (its id is theirs, a positive number) that it did not work."""
        if chat_key.isdecimal():
            now, language = self._clock.now(), self._settings.office.language
            person = await person_of(session, int(chat_key), language=language, now=now)
            await put(session, person, plain("errors.bug"), now=now)
