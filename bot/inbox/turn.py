"""A turn: one update being answered, with all that a handler may use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from telegram import CallbackQuery, Update
from telegram import Message as TelegramMessage

from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.language.written import cleaned
from bot.messages.base import Message
from bot.messages.dialogs import InDialog
from bot.outbox.put import put
from bot.services.access import Actor
from bot.services.dialogs import Step, leave, set_step
from models.outbox import Lane
from models.people import Person

NUMBER = re.compile(r"[0-9]{1,10}")
LARGEST = 2**31 - 1
"""What a column of numbers holds on every engine."""


@dataclass
class Turn:
    """The transaction, the instant and the person of one update, and the ways to answer.

    `person` is the row of whoever acts: as long as it is held, nothing reads it again. `step` is the dialog step that
    they stood at; `arguments` is what a button or command carried; `toast` is shown over the chat when the press is
    answered; `route` names what was asked for (ids only, no words).
    """

    session: Session
    now: datetime
    update: Update
    person: Person
    actor: Actor
    settings: Settings
    calendar: Calendar
    bot_name: str
    step: Step | None = None
    toast: str | None = None
    arguments: tuple[str, ...] = ()
    route: str = ""

    @property
    def message(self) -> TelegramMessage | None:
        """The message that was sent, or the one whose button was pressed."""
        found = self.update.effective_message
        return found if isinstance(found, TelegramMessage) else None

    @property
    def today(self) -> date:
        """The day of the turn where the office is."""
        return self.now.astimezone(OFFICE_ZONE).date()

    @property
    def text(self) -> str:
        """What was typed, line by line in NFC, without control characters and doubled spaces."""
        return cleaned(self.message.text if self.message else None)

    @property
    def caption(self) -> str:
        """What was written under a file, made clean like `text`."""
        return cleaned(self.message.caption if self.message else None)

    def number(self, position: int) -> int:
        """Return the number at `position` of what the pressed button holds: an id, a version or a page.

        Raises:
            Refusal: the button isn't one of ours: whoever presses can send any data (Bot API: CallbackQuery.data).
        """
        written = self.word(position)
        if not NUMBER.fullmatch(written) or int(written) > LARGEST:
            raise Refusal("common.old_button")
        return int(written)

    def page(self, position: int) -> int:
        """Return the page (from 0) that the pressed button names at `position`: the first where it names none."""
        return self.number(position) if self.query is not None and len(self.arguments) > position else 0

    def word(self, position: int) -> str:
        """Return the word at `position` of what the pressed button holds.

        Raises:
            Refusal: the button isn't one of ours.
        """
        try:
            return self.arguments[position]
        except IndexError:
            raise Refusal("common.old_button") from None

    @property
    def query(self) -> CallbackQuery | None:
        """The press, if it is one."""
        return self.update.callback_query

    async def say(self, message: Message) -> None:
        """Answer with a new message; while a dialog stands open, with the ways out of it."""
        await put(self.session, self.actor, self._with_ways_out(message), now=self.now)

    async def show(self, message: Message) -> None:
        """Answer a press by changing its message in place; anything else, and what hangs on a file, gets a new one."""
        if self.query is None or self.message is None or self.message.document or self.message.photo:
            await self.say(message)
            return
        message = self._with_ways_out(message)
        await put(self.session, self.actor, message, now=self.now, edits_message=self.message.message_id)

    def _with_ways_out(self, message: Message) -> Message:
        return message if self.step is None else InDialog(message, self.step.back)

    async def ask(self, message: Message, step: str, *, back: str | None = None, **data: Any) -> None:
        """Ask, and remember that the next text of this person answers `step`; `back` as in `stand`."""
        await self.stand(step, back=back, **data)
        await self.say(message)

    async def stand(self, step: str, *, back: str | None = None, **data: Any) -> None:
        """Let the next text of this person answer `step`; `back` is the press that leads to the screen before."""
        await set_step(self.session, self.actor, step, data, now=self.now, back=back)
        self.step = Step(step, data, back)

    async def leave(self) -> None:
        """End the dialog, if one stands open."""
        if self.step is not None:
            await leave(self.session, self.actor)
            self.step = None

    async def tell(self, to: Any, message: Message, *, lane: Lane = Lane.URGENT) -> None:
        """Tell someone else."""
        await put(self.session, to, message, now=self.now, lane=lane)
