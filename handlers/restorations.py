"""After a return from a copy: an owner looks at what would go out and lets it go."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.base import plain
from bot.messages.questions import Choice, screen
from bot.services import restorations
from bot.services.access import Action
from handlers.routes import Command, Route, Routes


async def show(turn: Turn) -> None:
    """Show what would go out."""
    found = await restorations.overview(turn.session, turn.actor, turn.settings)
    await turn.show(found or plain("restorations.not_held"))


async def release(turn: Turn) -> None:
    """Let all go."""
    await _release(turn, drop=False)


async def ask_drop(turn: Turn) -> None:
    """Ask once more before messages are given up."""
    found = await restorations.overview(turn.session, turn.actor, turn.settings)
    if found is None or found.number != turn.number(0):
        await show(turn)
        return
    yes = Choice("restorations.drop_sure", "restoration.drop_sure", (found.number,))
    back = Choice("restorations.back", "restoration.open")
    await turn.show(screen("restorations.ask_drop", yes, back, count=found.old))


async def drop(turn: Turn) -> None:
    """Give up what is from before the return, and let the rest go."""
    await _release(turn, drop=True)


async def _release(turn: Turn, *, drop: bool) -> None:
    """Release, where that is still to be done."""
    done = await restorations.release(turn.session, turn.actor, turn.number(0), turn.settings, drop=drop, now=turn.now)
    await turn.show(plain("restorations.released" if done else "restorations.not_held"))


ROUTES = Routes(
    commands={"held": Command(show, Action.RELEASE_MESSAGES, menu=False)},
    presses={
        "restoration.open": Route(show, Action.RELEASE_MESSAGES),
        "restoration.release": Route(release, Action.RELEASE_MESSAGES),
        "restoration.drop": Route(ask_drop, Action.RELEASE_MESSAGES),
        "restoration.drop_sure": Route(drop, Action.RELEASE_MESSAGES),
    },
)
