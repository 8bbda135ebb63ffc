"""Updates as Telegram sends them (Bot API: Update), from whomever and wherever."""

from __future__ import annotations

import itertools
from typing import Any

MESSAGES = itertools.count(10_000)
ANONYMOUS_ADMIN = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""Who writes for an administrator that stays anonymous (Bot API: Message.from)."""
TELEGRAM_ITSELF = 777000
GROUP = {"id": -1_000_777, "type": "supergroup", "title": "Hội nghị"}
CHANNEL = {"id": -1_000_888, "type": "channel", "title": "Tin tức"}


def person(user_id: int) -> dict[str, Any]:
    return {"id": user_id, "is_bot": False, "first_name": "Người", "language_code": "vi"}


def private(user_id: int) -> dict[str, Any]:
    return {"id": user_id, "type": "private", "first_name": "Người"}


def message(user: dict[str, Any], chat: dict[str, Any], **content: Any) -> dict[str, Any]:
    return {"message_id": next(MESSAGES), "date": 1_795_000_000, "from": user, "chat": chat, **content}


def text(user_id: int, words: str, **more: Any) -> dict[str, Any]:
    return {"message": message(person(user_id), private(user_id), text=words, **more)}


def document(user_id: int, name: str, size: int = 2000, **more: Any) -> dict[str, Any]:
    file = {"file_id": "F" * 40, "file_unique_id": "U1", "file_name": name, "file_size": size}
    return {"message": message(person(user_id), private(user_id), document=file, **more)}


def press(
    user_id: int, data: str, *, user: dict[str, Any] | None = None, chat: dict[str, Any] | None = None
) -> dict[str, Any]:
    user, chat = user or person(user_id), chat or private(user_id)
    shown = message({"id": 1, "is_bot": True, "first_name": "Bot"}, chat, text="…")
    return {"callback_query": {"id": "1", "from": user, "chat_instance": "1", "message": shown, "data": data}}


def elsewhere(user_id: int, data: str, words: str) -> list[dict[str, Any]]:
    """Return the same wish from where it grants nothing: groups, channels, bots, whoever hides behind a chat."""
    user = person(user_id)
    bot = {**user, "is_bot": True}
    post = {key: value for key, value in message(user, CHANNEL, text=words).items() if key != "from"}
    hidden = message(person(TELEGRAM_ITSELF), GROUP, text=words, sender_chat=CHANNEL)
    return [
        press(user_id, data, chat=GROUP),
        {"message": message(user, GROUP, text=words)},
        press(user_id, data, user=bot),
        {"message": message(bot, private(user_id), text=words)},
        {"message": message(ANONYMOUS_ADMIN, GROUP, text=words, sender_chat=GROUP)},
        press(0, data, user=ANONYMOUS_ADMIN, chat=GROUP),
        {"message": hidden},
        {"channel_post": {**post, "sender_chat": CHANNEL}},
        press(user_id, data, chat=private(user_id + 90_000)),
    ]
