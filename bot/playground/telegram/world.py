"""Everything the simulated server knows, in memory: people, chats, messages, files, commands, updates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.clock import Clock
from bot.playground.telegram.errors import bad_request
from bot.playground.telegram.files import Files
from bot.playground.telegram.limits import Limits, Pace
from bot.playground.telegram.updates import Updates

Json = dict[str, Any]


@dataclass
class User:
    """A person of the simulated Telegram (or the bot itself)."""

    id: int
    first_name: str
    last_name: str = ""
    language_code: str = "vi"
    phone: str = ""
    username: str = ""
    is_bot: bool = False
    deactivated: bool = False

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    def to_api(self) -> Json:
        """Return the Bot API's User."""
        filled = {key: value for key in ("last_name", "username") if (value := getattr(self, key))}
        language = {} if self.is_bot else {"language_code": self.language_code}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name, **filled, **language}


@dataclass
class Message:
    """A message as it stands now: `content` and `markup` in the Bot API's form; `revision` grows with each change."""

    message_id: int
    chat: Json
    sender: User
    date: int
    content: Json
    markup: Json | None = None
    extra: Json = field(default_factory=dict)
    edit_date: int | None = None
    revision: int = 0

    @property
    def text(self) -> str:
        """The text or the caption, plain."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def buttons(self) -> list[Json]:
        """The buttons under the message, row by row."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    def to_api(self) -> Json:
        """Return the Bot API's Message."""
        head = {"message_id": self.message_id, "from": self.sender.to_api(), "chat": self.chat, "date": self.date}
        edited = {"edit_date": self.edit_date} if self.edit_date else {}
        markup = {"reply_markup": self.markup} if self.markup else {}
        return {**head, **self.extra, **edited, **self.content, **markup}


@dataclass
class Chat:
    """A conversation: a private one (id of the person) or a group (negative id).

    `started` is whether the bot may write; `keyboard` the reply keyboard that is shown; `menu_button` what was set.
    """

    id: int
    about: Json
    started: bool = False
    blocked: bool = False
    moved_to: int | None = None
    keyboard: Json | None = None
    menu_button: Json | None = None
    messages: dict[int, Message] = field(default_factory=dict)

    def to_api(self) -> Json:
        """Return the Bot API's Chat."""
        return {"id": self.id, **self.about}


@dataclass(frozen=True)
class Change:
    """Something in a chat changed: message, edited, deleted, toast, keyboard, typing, commands, standing."""

    kind: str
    chat_id: int
    message_id: int | None = None
    text: str = ""
    alert: bool = False


@dataclass
class Query:
    """A press of a button that waits for, or got, its answer."""

    id: str
    chat_id: int
    message_id: int
    answered: bool = False


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
