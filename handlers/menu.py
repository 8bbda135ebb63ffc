"""The command menu of each person, by role and language (Bot API: setMyCommands with a chat's scope)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from bot.inbox.turn import Turn
from bot.outbox.put import call
from bot.services.people import menu_changed
from bot.texts import say
from handlers.routes import Command


async def refresh_menu(turn: Turn, commands: Mapping[str, Command]) -> None:
    """Set the menu of whoever writes where their role, their language or the commands have changed."""
    language = turn.actor.language
    entries = [
        (name, str(say(language, f"commands.{name}")))
        for name, command in commands.items()
        if command.menu and turn.actor.may(command.action)
    ]
    mark = hashlib.sha256(repr(entries).encode()).hexdigest()[:16]
    if await menu_changed(turn.session, turn.actor.person_id, mark):
        key = f"menu:{turn.actor.telegram_id}:{turn.update.update_id}"
        call(turn.session, turn.actor.telegram_id, "setMyCommands", {"commands": entries}, now=turn.now, key=key)
