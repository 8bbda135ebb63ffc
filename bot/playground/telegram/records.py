"""The records of the simulated server: people, messages, chats, presses, and the news of a change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

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
