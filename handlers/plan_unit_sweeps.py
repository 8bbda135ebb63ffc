"""Many names of a plan decided by one tap."""

from __future__ import annotations

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.messages.plan_units import Sweep
from bot.services import plan_unit_lists, plan_unit_sweeps, plans
from bot.services.access import Action
from handlers.routes import Route, Routes
from handlers.stale import changed


def _sweep(turn: Turn, position: int) -> Sweep:
    """Return what the button decides.

    Raises:
        Refusal: the button isn't one of ours.
    """
    try:
        return Sweep(turn.word(position))
    except ValueError:
        raise Refusal("common.old_button") from None


async def ask(turn: Turn) -> None:
    """Show what would be decided of which names."""
    plan = await plans.draft_of(turn.session, turn.actor, turn.number(0))
    await turn.show(await plan_unit_sweeps.question_of(turn.session, plan, _sweep(turn, 1)))


async def carry_out(turn: Turn) -> None:
    """Decide them, unless the draft has changed since they were shown."""
    plan = await plans.draft_of(turn.session, turn.actor, turn.number(0))
    if plan.version != turn.number(1):
        changed(turn)
        await turn.show(await plan_unit_sweeps.question_of(turn.session, plan, _sweep(turn, 2)))
        return
    await plan_unit_sweeps.carry_out(turn.session, turn.actor, plan.id, _sweep(turn, 2), now=turn.now)
    await turn.show(await plan_unit_lists.list_of(turn.session, plan, 0, now=turn.now))


ROUTES = Routes(
    presses={
        "plan.sweep": Route(ask, Action.SEND_PLAN),
        "plan.swept": Route(carry_out, Action.SEND_PLAN),
    },
)
