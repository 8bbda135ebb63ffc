"""Many names of a plan decided by one tap, as the organiser has seen them."""

from __future__ import annotations

from datetime import datetime

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.plan_unit_sweeps import SweepQuestion
from bot.messages.plan_units import Sweep
from bot.services.access import Actor
from bot.services.plan_decisions import accept, make_new
from bot.services.plan_unit_lists import named_of
from bot.services.plan_units import units_of
from bot.services.plans import draft_of
from models.plans import Plan

_DECIDE = {Sweep.GROUPS: accept, Sweep.NEW: make_new}


async def question_of(session: Session, plan: Plan, sweep: Sweep) -> SweepQuestion:
    """Return which names a sweep would decide now, and how.

    Raises:
        Refusal: none is left for it.
    """
    names = await named_of(session, plan, await units_of(session, plan.id))
    swept = tuple(named for named in names if named.sweep is sweep)
    if not swept:
        raise Refusal("common.old_button")
    return SweepQuestion(plan.id, plan.version, sweep, swept)


async def carry_out(session: Session, actor: Actor, plan_id: int, sweep: Sweep, *, now: datetime) -> int:
    """Decide each name of the sweep like one alone; return how many. Each can be opened and decided again.

    Raises:
        Refusal: none is left for it, or the draft is another's.
    """
    plan = await draft_of(session, actor, plan_id)
    swept = (await question_of(session, plan, sweep)).names
    for named in swept:
        await _DECIDE[sweep](session, actor, named.row_id, now=now)
    return len(swept)
