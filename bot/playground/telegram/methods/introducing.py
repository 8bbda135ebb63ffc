"""Methods by which the bot introduces itself: commands by scope, name, descriptions, menu button."""

from __future__ import annotations

import re
from typing import Any

from bot.playground.telegram.errors import bad_request
from bot.playground.telegram.params import Params
from bot.playground.telegram.records import Json
from bot.playground.telegram.world import World

Key = tuple[str, int | None, str]

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LENGTHS = {"name": 64, "description": 512, "short_description": 120}


def set_my_commands(world: World, params: Params) -> bool:
    """Keep the commands of one scope and language."""
    key, commands = _key(world, params), params.structure("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[key] = commands
    world.changed("commands", key[1] or 0)
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    """Return the commands of exactly this scope and language."""
    return world.commands.get(_key(world, params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    """Forget the commands of one scope and language."""
    key = _key(world, params)
    world.commands.pop(key, None)
    world.changed("commands", key[1] or 0)
    return True


def set_about(field: str) -> Any:
    """Return the method that keeps the bot's `field` (name, description, short_description) by language."""

    def method(world: World, params: Params) -> bool:
        if len(params.text(field)) > _LENGTHS[field]:
            raise bad_request(f"bot {field.replace('_', ' ')} is too long")
        world.about[field, params.text("language_code")] = params.text(field)
        return True

    return method


def set_chat_menu_button(world: World, params: Params) -> bool:
    """Choose what the button beside the input field does."""
    button = params.structure("menu_button") or {"type": "default"}
    if "chat_id" in params.values:
        world.chat(params.integer("chat_id")).menu_button = button
    else:
        world.menu_button = button
    return True


def commands_for(world: World, user_id: int) -> list[Json]:
    """Return what the person's menu shows, the narrowest scope first.

    Source: https://core.telegram.org/bots/api#determining-list-of-commands, private chats.
    """
    language = world.users[user_id].language_code
    scopes: list[tuple[str, int | None]] = [("chat", user_id), ("all_private_chats", None), ("default", None)]
    for scope, chat_id in scopes:
        for spoken in (language, ""):
            if (scope, chat_id, spoken) in world.commands:
                return world.commands[scope, chat_id, spoken]
    return []


def _key(world: World, params: Params) -> Key:
    scope = params.structure("scope") or {"type": "default"}
    chat_id = int(scope["chat_id"]) if "chat_id" in scope else None
    if chat_id is not None:
        world.chat(chat_id)
    return str(scope.get("type")), chat_id, params.text("language_code")
