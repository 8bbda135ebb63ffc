"""Everything the simulated server knows, in memory: people, chats, messages, files, commands, updates."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from bot.clock import Clock
from bot.playground.telegram.errors import bad_request
from bot.playground.telegram.files import Files
from bot.playground.telegram.limits import Limits, Pace
from bot.playground.telegram.records import Change, Chat, Json, Message, Query, User
from bot.playground.telegram.updates import Updates


class World:
    """The state behind one bot's token."""

    def __init__(self, bot: User, clock: Clock, limits: Limits) -> None:
        self.bot = bot
        self.clock = clock
        self.pace = Pace(limits)
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.updates = Updates()
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, int | None, str], list[Json]] = {}
        self.about: dict[tuple[str, str], str] = {}
        self.menu_button: Json = {"type": "commands"}
        self.revision = 0
        self._message_ids = count(1)
        self._listeners: list[Callable[[Change], None]] = []

    def timestamp(self) -> int:
        """Return the present instant in Unix seconds."""
        return int(self.clock.now().timestamp())

    def chat(self, chat_id: int) -> Chat:
        """Return the chat; raises `ApiError` 400 where nobody has this id."""
        if chat_id not in self.chats:
            raise bad_request("chat not found")
        return self.chats[chat_id]

    def add_message(self, chat: Chat, sender: User, content: Json, markup: Json | None = None, **extra: Any) -> Message:
        """Write a new message into `chat` and tell the listeners."""
        message = Message(
            next(self._message_ids), chat.to_api(), sender, self.timestamp(), content, markup, extra, None
        )
        chat.messages[message.message_id] = message
        self.changed("message", chat.id, message)
        return message

    def on_change(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` after every change; the returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def answered(self, query: Query, message: Message | None, text: str, *, alert: bool) -> None:
        """Tell the listeners that a press got its answer, with the notice the person sees."""
        self._tell(Change("toast", query.chat_id, message.message_id if message else None, text, alert=alert))

    def changed(self, kind: str, chat_id: int, message: Message | None = None, text: str = "") -> None:
        """Count the change, mark the message with it and tell the listeners."""
        self.revision += 1
        if message is not None:
            message.revision = self.revision
        self._tell(Change(kind, chat_id, message.message_id if message else None, text))

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)
