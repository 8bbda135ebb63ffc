"""Methods that put a message into a chat: https://core.telegram.org/bots/api#sendmessage and its kin."""

from __future__ import annotations

from typing import Any

from bot.playground.telegram.errors import bad_request
from bot.playground.telegram.methods.content import (
    caption_content,
    document,
    file_of,
    photo,
    post,
    reachable,
    text_content,
)
from bot.playground.telegram.params import Params
from bot.playground.telegram.records import Json, Message
from bot.playground.telegram.world import World


def send_message(world: World, params: Params) -> Json:
    """Send a text."""
    content = text_content(params)
    return post(world, reachable(world, params.integer("chat_id")), params, content).to_api()


def send_document(world: World, params: Params) -> Json:
    """Send a file."""
    chat, caption = reachable(world, params.integer("chat_id")), caption_content(params)
    file = file_of(world, params, "document", "documents")
    return post(world, chat, params, {"document": document(file), **caption}).to_api()


def send_photo(world: World, params: Params) -> Json:
    """Send a PNG or JPEG picture."""
    chat, caption = reachable(world, params.integer("chat_id")), caption_content(params)
    file = file_of(world, params, "photo", "photos")
    return post(world, chat, params, {"photo": photo(file), **caption}).to_api()


def forward_message(world: World, params: Params) -> Json:
    """Send a message on, with its origin."""
    chat, message = reachable(world, params.integer("chat_id")), _original(world, params, "forward")
    return post(world, chat, params, dict(message.content), forward_origin=origin(message)).to_api()


def copy_message(world: World, params: Params) -> Json:
    """Send the same content anew, without its origin."""
    chat, message = reachable(world, params.integer("chat_id")), _original(world, params, "copy")
    content = dict(message.content)
    if "caption" in params.values and "text" not in content:
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content.update(caption_content(params))
    return {"message_id": post(world, chat, params, content).message_id}


def send_chat_action(world: World, params: Params) -> bool:
    """Show "typing …" in a chat."""
    chat = reachable(world, params.integer("chat_id"))
    if not params.text("action"):
        raise bad_request("wrong parameter action in request")
    world.changed("typing", chat.id, text=params.text("action"))
    return True


def origin(message: Message) -> dict[str, Any]:
    """Return the Bot API's origin of a forwarded message."""
    return {"type": "user", "sender_user": message.sender.to_api(), "date": message.date}


def _original(world: World, params: Params, act: str) -> Message:
    message = world.chat(params.integer("from_chat_id")).messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {act} not found")
    if message.extra.get("has_protected_content"):
        raise bad_request(f"message can't be {'forwarded' if act == 'forward' else 'copied'}")
    return message
