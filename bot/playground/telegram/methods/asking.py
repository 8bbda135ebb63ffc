"""Methods that ask for something and change no chat: the bot itself, a chat, a file, and the answer to a press."""

from __future__ import annotations

from bot.playground.telegram.errors import bad_request
from bot.playground.telegram.files import DOWNLOAD_LIMIT
from bot.playground.telegram.formatted_text import units
from bot.playground.telegram.params import Params
from bot.playground.telegram.records import Json
from bot.playground.telegram.world import World

TOAST_LIMIT = 200


def get_me(world: World, _params: Params) -> Json:
    """Return the bot, with what it may do."""
    powers = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return {**world.bot.to_api(), **powers}


def get_chat(world: World, params: Params) -> Json:
    """Return what is known of a chat."""
    full = {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        ),
    }
    return {**world.chat(params.integer("chat_id")).to_api(), **full}


def get_file(world: World, params: Params) -> Json:
    """Return where a file can be fetched; raises `ApiError` 400 above 20 MB, as Telegram's own server does."""
    if not params.text("file_id"):
        raise bad_request("file_id not specified")
    file = world.files.get(params.text("file_id"))
    if len(file.data) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**file.to_api(), "file_path": file.path}


def answer_callback_query(world: World, params: Params) -> bool:
    """End the waiting of a pressed button, with a short notice or none."""
    query = world.queries.get(params.text("callback_query_id"))
    if query is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if units(params.text("text")) > TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answered = True
    message = world.chat(query.chat_id).messages.get(query.message_id)
    world.answered(query, message, params.text("text"), alert=params.flag("show_alert"))
    return True
