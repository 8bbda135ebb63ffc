"""From the parameters of a call to what a message holds: text or caption with entities, a file, a keyboard."""

from __future__ import annotations

from typing import Any

from bot.playground.telegram.detected import detect, merged
from bot.playground.telegram.errors import bad_request, forbidden, migrated
from bot.playground.telegram.files import StoredFile, picture_size
from bot.playground.telegram.formatted_text import Formatted, parse_html, units
from bot.playground.telegram.markup import check_markup
from bot.playground.telegram.params import Params
from bot.playground.telegram.records import Chat, Json, Message
from bot.playground.telegram.world import World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def reachable(world: World, chat_id: int) -> Chat:
    """Return the chat if the bot may write there; raises `ApiError` 400 or 403 with Telegram's reason."""
    chat = world.chat(chat_id)
    user = world.users.get(chat_id)
    if chat.moved_to is not None:
        raise migrated(chat.moved_to)
    if user is not None and user.deactivated:
        raise forbidden("user is deactivated")
    if chat.blocked:
        raise forbidden("bot was blocked by the user" if chat_id > 0 else "bot was kicked from the group chat")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def text_content(params: Params) -> Json:
    """Return the text of a message with its entities; raises `ApiError` 400 when it is empty or too long."""
    formatted = _formatted(params, "text", "entities")
    if not formatted.text:
        raise bad_request("message text is empty")
    if units(formatted.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return _with_entities("text", "entities", formatted)


def caption_content(params: Params) -> Json:
    """Return the caption with its entities, nothing where there is none; raises `ApiError` 400 when it is too long."""
    formatted = _formatted(params, "caption", "caption_entities")
    if units(formatted.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return _with_entities("caption", "caption_entities", formatted) if formatted.text else {}


def file_of(world: World, params: Params, name: str, folder: str) -> StoredFile:
    """Return the file that a parameter uploads, or names by its id."""
    upload = params.upload(name)
    if upload is not None:
        return world.files.add(upload.name, upload.data, upload.mime, folder)
    if not params.text(name):
        raise bad_request(f"there is no {name} in the request")
    return world.files.get(params.text(name))


def document(file: StoredFile) -> Json:
    """Return the Bot API's Document."""
    return {"file_name": file.name, "mime_type": file.mime, **file.to_api()}


def photo(file: StoredFile) -> list[Json]:
    """Return the Bot API's sizes of a photo; raises `ApiError` 400 where the file is no picture."""
    width, height = picture_size(file.data)
    return [{"width": width, "height": height, **file.to_api()}]


def post(world: World, chat: Chat, params: Params, content: Json, **extra: Any) -> Message:
    """Write a message of the bot: keyboard, reply and pace are checked, then it stands in the chat."""
    markup = check_markup(params.structure("reply_markup"))
    extra |= _reply(chat, params)
    if params.flag("protect_content"):
        extra["has_protected_content"] = True
    world.pace.take(chat.id)
    inline = markup if markup and "inline_keyboard" in markup else None
    if markup and not inline:
        chat.keyboard = markup if "keyboard" in markup else None
    return world.add_message(chat, world.bot, content, inline, **extra)


def _formatted(params: Params, name: str, entities: str) -> Formatted:
    mode, source = params.text("parse_mode"), params.text(name)
    if mode.lower() == "html":
        return parse_html(source).trimmed()
    if mode:
        raise bad_request(f"unsupported parse_mode {mode}: this server reads HTML")
    return Formatted(source, params.structure(entities) or []).trimmed()


def _with_entities(name: str, key: str, formatted: Formatted) -> Json:
    entities = merged(formatted.entities, detect(formatted.text))
    return {name: formatted.text, **({key: entities} if entities else {})}


def _reply(chat: Chat, params: Params) -> dict[str, Any]:
    wanted = params.structure("reply_parameters")
    if not wanted:
        return {}
    message = chat.messages.get(int(wanted.get("message_id", 0)))
    if message is None and not wanted.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return {"reply_to_message": message.to_api()} if message else {}
