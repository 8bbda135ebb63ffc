"""/exports: which files went out, to whom."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.services import exports
from bot.services.access import Action
from handlers.routes import Command, Routes


async def show(turn: Turn) -> None:
    """Show the latest."""
    await turn.say(await exports.shown(turn.session, turn.actor))


ROUTES = Routes(commands={"exports": Command(show, Action.SEE_EXPORTS)})
