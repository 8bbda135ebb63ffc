"""Methods that change or remove messages: https://core.telegram.org/bots/api#updating-messages."""

from __future__ import annotations

from bot.playground.telegram.errors import bad_request
from bot.playground.telegram.markup import check_markup
from bot.playground.telegram.methods.content import caption_content, reachable, text_content
from bot.playground.telegram.params import Params
from bot.playground.telegram.records import Json, Message
from bot.playground.telegram.world import World

DELETABLE_SECONDS = 48 * 3600
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(world: World, params: Params) -> Json:
    """Replace the text and the keyboard."""
    message = _own(world, params)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _change(world, message, text_content(params), check_inline(params))


def edit_message_caption(world: World, params: Params) -> Json:
    """Replace the caption and the keyboard."""
    message = _own(world, params)
    if "text" in message.content:
        raise bad_request("there is no caption in the message to edit")
    kept = {key: value for key, value in message.content.items() if not key.startswith("caption")}
    return _change(world, message, {**kept, **caption_content(params)}, check_inline(params))


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Replace the keyboard only; without one it goes away."""
    message = _own(world, params)
    return _change(world, message, message.content, check_inline(params))


def delete_message(world: World, params: Params) -> bool:
    """Remove a message that is younger than 48 hours."""
    chat = reachable(world, params.integer("chat_id"))
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if world.timestamp() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message.message_id]
    world.changed("deleted", chat.id, message)
    return True


def check_inline(params: Params) -> Json | None:
    """Return the keyboard of an edit; raises `ApiError` 400 where it isn't an inline one."""
    markup = check_markup(params.structure("reply_markup"))
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _own(world: World, params: Params) -> Message:
    chat = reachable(world, params.integer("chat_id"))
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender is not world.bot:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, message: Message, content: Json, markup: Json | None) -> Json:
    if content == message.content and markup == message.markup:
        raise bad_request(_SAME)
    message.content, message.markup, message.edit_date = content, markup, world.timestamp()
    world.changed("edited", message.chat["id"], message)
    return message.to_api()
