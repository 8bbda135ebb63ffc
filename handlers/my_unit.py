"""/myunit: everything of the person's unit for a conference."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.base import plain
from bot.services import my_unit
from bot.services.access import Action
from handlers.routes import Command, Route, Routes


async def home(turn: Turn) -> None:
    """Show the unit's page, or the choice where several are open."""
    await turn.leave()
    found = await my_unit.home(turn.session, turn.actor, now=turn.now)
    await turn.show(found or plain("my_unit.nothing_yet"))


async def show(turn: Turn) -> None:
    """Show the page that a button names."""
    await show_page(turn, turn.number(0), turn.number(1))


async def show_page(turn: Turn, unit_id: int, conference_id: int) -> None:
    """Show the page of a unit for a conference; a dialog that stood open ends."""
    await turn.leave()
    await turn.show(await my_unit.page(turn.session, turn.actor, unit_id, conference_id, now=turn.now))


ROUTES = Routes(
    commands={"myunit": Command(home, Action.SEE_UNIT)},
    presses={
        "myunit.list": Route(home, Action.SEE_UNIT),
        "myunit.open": Route(show, Action.SEE_UNIT),
    },
)
"""Routes of the unit's page."""
