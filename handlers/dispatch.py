"""Dispatch: one update finds its route, is authorised, and is handled."""

from __future__ import annotations

import re

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.messages.base import plain
from bot.services.people import unreachable
from handlers import SUBJECTS, short_words
from handlers.common import ways_on
from handlers.menu import refresh_menu
from handlers.routes import Route, act, begin, merged

ROUTES = merged([subject.ROUTES for subject in SUBJECTS])
DEEP_LINK = re.compile(r"(?:https?://)?t\.me/(\w+)\?start=([\w-]{1,64})", re.ASCII | re.IGNORECASE)
"""A link that opens a bot with a parameter (core.telegram.org/bots/features#deep-linking)."""

OURS = re.compile(r"[A-Za-z0-9_.:+-]{1,64}")
"""What our buttons are written in (bot.messages.base.press)."""

SMALL = re.compile(r"[0-9]{1,8}", re.ASCII)
"""An id or a version; what is longer may be anything, for whoever writes to the bot writes the button too."""


async def handle(turn: Turn) -> None:
    """Answer one update."""
    if turn.update.my_chat_member is not None:
        await _membership(turn)
        return
    if turn.query is not None:
        await _pressed(turn, turn.query.data or "")
    elif turn.update.edited_message is not None:
        await turn.say(plain("common.edited"))
    elif turn.message is not None:
        await _said(turn)
    await refresh_menu(turn, ROUTES.commands)  # last: the answer may have changed role or language


async def _membership(turn: Turn) -> None:
    """Someone blocked or unblocked the bot (Bot API: ChatMemberUpdated)."""
    assert turn.update.my_chat_member is not None
    if turn.update.my_chat_member.new_chat_member.status in ("kicked", "left"):
        await unreachable(turn.session, turn.actor.telegram_id, now=turn.now)


async def _pressed(turn: Turn, data: str) -> None:
    """Find the route of a press; what isn't known any more gets a hint, never an error."""
    if not OURS.fullmatch(data):
        raise Refusal("common.old_button")
    verb, *arguments = data.split(":")
    turn.arguments = tuple(arguments)
    route = ROUTES.presses.get(verb)
    if route is None:
        raise Refusal("common.old_button")
    turn.route = ":".join((verb, *(number for number in arguments if SMALL.fullmatch(number))))
    if not route.of_dialog:
        await turn.leave()
    await act(turn, route)


async def _said(turn: Turn) -> None:
    """Find the route of a message: a command, the dialog step the person stands at, or what a file is for."""
    assert turn.message is not None
    text = _opened(turn.text, turn.bot_name)
    if text.startswith("/"):
        name = text[1:].split(maxsplit=1)[0].partition("@")[0].lower() if len(text) > 1 else ""
        turn.arguments = tuple(text.split()[1:])
        command = ROUTES.commands.get(name)
        if command is None:
            await turn.say(ways_on(turn, "common.unknown_command"))
            return
        turn.route = f"/{name}"
        await begin(turn, command)
    elif turn.step is not None and turn.step.name in ROUTES.steps:
        turn.route = turn.step.name
        await act(turn, ROUTES.steps[turn.step.name])
    elif turn.message.document is not None:
        turn.route = "file"
        await act(turn, _file_route(turn.message.document.file_name or ""))
    elif (route := short_words.route_of(turn.text)) is not None and turn.actor.may(route.action):
        turn.route = "words"
        await act(turn, route)
    else:
        await turn.say(ways_on(turn, "common.hint"))


def _opened(text: str, bot_name: str) -> str:
    """Return the /start that a pasted link to this bot stands for: many paste from a table what others tap."""
    found = DEEP_LINK.fullmatch(text.strip())
    return f"/start {found[2]}" if found and found[1].lower() == bot_name.lower() else text


def _file_route(name: str) -> Route:
    """Return what a file sent outside any dialog is for, by the ending of its name ("" takes all others)."""
    ending = name.rpartition(".")[2].lower()
    route = ROUTES.files.get(ending) or ROUTES.files.get("")
    if route is None:
        raise Refusal("common.hint")
    return route
