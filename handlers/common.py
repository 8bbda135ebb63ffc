"""What belongs to no subject: leaving a dialog."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.start import WaysOn
from bot.services.access import Action
from bot.texts import say
from handlers.routes import Command, Route, Routes


def ways_on(turn: Turn, key: str) -> WaysOn:
    """Return the sentence `key` with the screens on which this person can go on."""
    return WaysOn(key, turn.actor.in_office, bool(turn.actor.unit_ids))


async def cancel(turn: Turn) -> None:
    """Leave the dialog; what was entered before stays as it was."""
    await turn.leave()
    await turn.show(ways_on(turn, "common.cancelled"))


async def page(turn: Turn) -> None:
    """Tell over the chat which page this is: the mark between the buttons that turn pages leads nowhere."""
    number, count = turn.number(0), turn.number(1)
    turn.toast = str(say(turn.actor.language, "common.this_page", number=number, count=count).unescape())


ROUTES = Routes(
    commands={"cancel": Command(cancel, Action.SEE_OWN_DATA)},
    presses={
        "common.cancel": Route(cancel, Action.SEE_OWN_DATA),
        "common.page": Route(page, Action.SEE_OWN_DATA, of_dialog=True),
    },
)
