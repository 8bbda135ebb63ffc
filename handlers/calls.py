"""The numbers of focal persons, at the press of whoever has to call them."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.services import calls
from bot.services.access import Action
from handlers.routes import Route, Routes


async def of_unit(turn: Turn) -> None:
    """Show the numbers of a unit's focal persons."""
    await turn.say(await calls.of_unit(turn.session, turn.actor, turn.number(0), now=turn.now))


async def unreached(turn: Turn) -> None:
    """Show the numbers of those on a page of the list of whom a broadcast did not reach."""
    await turn.say(await calls.unreached(turn.session, turn.actor, turn.number(0), turn.page(1), now=turn.now))


ROUTES = Routes(
    presses={
        "calls.unit": Route(of_unit, Action.MANAGE_UNITS, of_dialog=True),
        "calls.unreached": Route(unreached, Action.RUN_CONFERENCE, of_dialog=True),
    },
)
