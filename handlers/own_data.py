"""/mydata: what is kept about a person, in their own hands."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.base import press
from bot.messages.questions import Choice, screen
from bot.services import own_data
from bot.services.access import Action
from bot.services.office import read_again
from handlers.routes import Command, Route, Routes

NAME = "own.name"


async def show(turn: Turn) -> None:
    """Show what is kept."""
    await turn.show(await own_data.seen(turn.session, turn.actor, settings=turn.settings))


async def ask_name(turn: Turn) -> None:
    """Ask for the right name."""
    await turn.ask(screen("own_data.ask_name", Choice("common.cancel", "common.cancel")), NAME, back=press("own.open"))


async def named(turn: Turn) -> None:
    """Take the right name."""
    await own_data.correct_name(turn.session, turn.actor, turn.text, now=turn.now)
    await turn.leave()
    await show(turn)


async def ask_withdraw(turn: Turn) -> None:
    """Ask once more before everything ends."""
    yes, no = Choice("own_data.withdraw_sure", "own.withdraw_sure"), Choice("common.back", "own.open")
    await turn.show(screen("own_data.ask_withdraw", yes, no))


async def withdraw(turn: Turn) -> None:
    """End every part of the person and erase name and phone."""
    await own_data.withdraw(turn.session, turn.actor, now=turn.now, settings=turn.settings)
    await turn.leave()
    turn.actor = await read_again(turn.session, turn.actor, turn.settings)
    await turn.show(screen("own_data.withdrawn"))


ROUTES = Routes(
    commands={"mydata": Command(show, Action.SEE_OWN_DATA)},
    presses={
        "own.open": Route(show, Action.SEE_OWN_DATA),
        "own.name": Route(ask_name, Action.SEE_OWN_DATA),
        "own.withdraw": Route(ask_withdraw, Action.SEE_OWN_DATA),
        "own.withdraw_sure": Route(withdraw, Action.SEE_OWN_DATA),
    },
    steps={NAME: Route(named, Action.SEE_OWN_DATA)},
)
