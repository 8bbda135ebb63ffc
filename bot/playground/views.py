"""What the chat page shows, as JSON values: a message, a chat, the list of people."""

from __future__ import annotations

from typing import Any

from bot.playground.cast import Member
from bot.playground.codes import codes_in
from bot.playground.telegram import Message, SimulatedTelegram
from bot.playground.telegram.methods.introducing import commands_for

Json = dict[str, Any]


def message_view(message: Message, telegram: SimulatedTelegram, cast: tuple[Member, ...]) -> Json:
    """Return one bubble; times in Unix seconds, entities in UTF-16 units as the Bot API gives them.

    `codes` are the links in a sheet of the bot's that people of the cast would be handed by their office.
    """
    content = message.content
    return {
        "id": message.message_id,
        "mine": not message.sender.is_bot,
        "at": message.date,
        "edited": message.edit_date is not None,
        "text": message.text,
        "entities": content.get("entities") or content.get("caption_entities") or [],
        "file": _file(content["document"]) if "document" in content else None,
        "photo": _file(content["photo"][-1]) if "photo" in content else None,
        "contact": content.get("contact"),
        "forwarded": _name(message.extra.get("forward_origin", {}).get("sender_user")),
        "reply": _excerpt(message.extra.get("reply_to_message")),
        "codes": _codes(message, telegram, cast),
        "buttons": (message.markup or {}).get("inline_keyboard", []),
    }


def chat_view(telegram: SimulatedTelegram, cast: tuple[Member, ...], user_id: int) -> Json:
    """Return a person's chat: messages, the reply keyboard, the command menu, and whether the bot is blocked."""
    chat = telegram.world.chats[user_id]
    return {
        "messages": [message_view(message, telegram, cast) for message in chat.messages.values()],
        "keyboard": (chat.keyboard or {}).get("keyboard", []),
        "commands": commands_for(telegram.world, user_id),
        "blocked": chat.blocked,
        "started": chat.started,
    }


def people_view(telegram: SimulatedTelegram, cast: tuple[Member, ...], read: dict[int, int]) -> list[Json]:
    """Return the people with their number of unread messages; `read` is the last message each has seen."""
    return [
        {
            "id": member.id,
            "name": member.name,
            "role": member.role,
            "office": member.office,
            "unread": unread(telegram, member.id, read.get(member.id, 0)),
        }
        for member in cast
    ]


def unread(telegram: SimulatedTelegram, user_id: int, read_message_id: int) -> int:
    """Return how many messages of the bot came after `read_message_id`."""
    messages = telegram.world.chats[user_id].messages.values()
    return sum(1 for message in messages if message.sender.is_bot and message.message_id > read_message_id)


def _file(file: Json) -> Json:
    return {"id": file["file_id"], "name": file.get("file_name", ""), "size": file["file_size"]}


def _codes(message: Message, telegram: SimulatedTelegram, cast: tuple[Member, ...]) -> list[Json]:
    if not message.sender.is_bot or "document" not in message.content:
        return []
    file = telegram.world.files.get(message.content["document"]["file_id"])
    links = dict(codes_in(file.name, file.data))
    return [
        {"person": member.id, "name": member.name, "unit": member.office, "payload": links[member.office]}
        for member in cast
        if member.role == "focal" and member.office in links
    ]


def _name(user: Json | None) -> str | None:
    return f"{user['first_name']} {user.get('last_name', '')}".strip() if user else None


def _excerpt(message: Json | None) -> str | None:
    return str(message.get("text") or message.get("caption") or "…")[:80] if message else None
