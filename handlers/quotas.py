"""The places of units: the composition, the units of a line, and the dialog that changes one."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.base import press
from bot.services import quotas
from bot.services.access import Action
from handlers.routes import Route, Routes
from handlers.stale import changed

STEP = "quotas.seats"
RUN = Action.RUN_CONFERENCE


async def opened(turn: Turn) -> None:
    """Show a page of the composition."""
    await turn.show(await quotas.groups(turn.session, turn.actor, turn.number(0), turn.page(1)))


async def group(turn: Turn) -> None:
    """Show a page of the units of a line."""
    await turn.show(await quotas.group_page(turn.session, turn.actor, turn.number(0), turn.page(1)))


async def ask(turn: Turn) -> None:
    """Ask for the new number."""
    await _ask(turn, turn.number(0))


async def _ask(turn: Turn, place_id: int) -> None:
    group_id, version, question = await quotas.ask(turn.session, turn.actor, place_id)
    await turn.ask(question, STEP, back=press("quotas.group", group_id, 0), place=place_id, version=version)


async def typed(turn: Turn) -> None:
    """Show old and new; where the conference has changed since, ask with what is now."""
    assert turn.step is not None
    place_id, version = turn.step.data["place"], turn.step.data["version"]
    shown = await quotas.preview(turn.session, turn.actor, place_id, version, turn.text)
    if shown is None:
        changed(turn)
        await _ask(turn, place_id)
    else:
        await turn.ask(shown, STEP, back=press("quotas.ask", place_id), place=place_id, version=version)


async def change(turn: Turn) -> None:
    """Change the places as they were shown back."""
    place_id = turn.number(0)
    done = await quotas.change(turn.session, turn.actor, place_id, turn.number(1), turn.number(2), now=turn.now)
    if done is None:
        changed(turn)
        await _ask(turn, place_id)
    else:
        await turn.show(done)


ROUTES = Routes(
    presses={
        "quotas.open": Route(opened, RUN),
        "quotas.group": Route(group, RUN),
        "quotas.ask": Route(ask, RUN),
        "quotas.set": Route(change, RUN),
    },
    steps={STEP: Route(typed, RUN)},
)
