"""A new version of a running plan: its changes page by page, applied after one look, or set apart."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.plans import Summary
from bot.services import plan_updates, plans
from bot.services.access import Action
from bot.services.plan_turns import basis_of, ending_of, is_turn
from handlers.conference_ending import ask_end
from handlers.plan_current import current, draft
from handlers.routes import Route, Routes
from handlers.stale import changed
from models.plans import Plan


async def show(turn: Turn, plan: Plan, page: int = 0) -> None:
    """Show what applying the draft would change; where it isn't known yet what it is about, ask."""
    if plan.updates_id is None:
        await turn.show(await plan_updates.which(turn.session, turn.actor, plan))
        return
    screen = await plan_updates.preview(
        turn.session, turn.actor, plan, page, now=turn.now, calendar=turn.calendar, settings=turn.settings
    )
    await turn.show(screen)


async def begun(turn: Turn) -> None:
    """Take the draft as a new version of the conference of the button, or as the paper that ends it."""
    if await draft(turn) is None:
        return
    plan = await plan_updates.begin(turn.session, turn.actor, turn.number(0), turn.number(1))
    act = ending_of(plan.reading or {})
    if act is None:
        await show(turn, plan)
    else:
        await ask_end(turn, turn.number(1), act, basis_of(plan.reading or {}, turn.actor.language))


async def turned(turn: Turn) -> None:
    """Show a page of the changes."""
    if (plan := await draft(turn)) is not None:
        await show(turn, plan, turn.number(1))


async def applied(turn: Turn) -> None:
    """Apply the draft; where either has changed since, show the changes anew."""
    if (plan := await draft(turn)) is None:
        return
    done = None
    if plan.version == turn.number(1):
        done = await plan_updates.apply(
            turn.session,
            turn.actor,
            plan,
            turn.number(2),
            now=turn.now,
            calendar=turn.calendar,
            settings=turn.settings,
        )
    if done is None:
        changed(turn)
        await show(turn, plan)
    else:
        await turn.show(done)


async def set_apart(turn: Turn) -> None:
    """Take the draft as a plan of its own; of a paper that changes another, ask again which it is about."""
    if (plan := await current(turn)) is None:
        return
    await plan_updates.set_apart(turn.session, turn.actor, plan.id)
    if is_turn(plan.reading or {}):
        await show(turn, plan)
    else:
        await turn.show(Summary(await plans.shown(turn.session, plan)))


ROUTES = Routes(
    presses={
        "plan.update": Route(begun, Action.SEND_PLAN),
        "plan.changes": Route(turned, Action.SEND_PLAN),
        "plan.apply": Route(applied, Action.SEND_PLAN),
        "plan.apart": Route(set_apart, Action.SEND_PLAN),
    },
)
