"""What belongs to no subject: leaving a dialog."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.base import plain
from bot.services.access import Action
from handlers.routes import Command, Route, Routes


async def cancel(turn: Turn) -> None:
    """Leave the dialog; what was entered before stays as it was."""
    await turn.leave()
    await turn.show(plain("common.cancelled"))


ROUTES = Routes(
    commands={"cancel": Command(cancel, Action.SEE_OWN_DATA)},
    presses={
        "common.cancel": Route(cancel, Action.SEE_OWN_DATA),
    },
)
