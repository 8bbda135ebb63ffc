"""Units of a plan: the list of names, and what the organiser decides of each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.inbox.turn import Turn
from bot.messages.base import press
from bot.messages.plan_unit_cards import KindChoice
from bot.messages.questions import Choice, screen
from bot.services import plan_decisions, plan_unit_lists, plan_units, plans
from bot.services.access import Action
from handlers.routes import Route, Routes
from handlers.stale import changed
from models.plans import Plan, PlanUnit

SEARCH = "plan_units.search"
Decide = Callable[..., Awaitable[PlanUnit]]


async def listed(turn: Turn) -> None:
    """Show a page of the names, matched with the registry as it is now."""
    plan = await plans.draft_of(turn.session, turn.actor, turn.number(0))
    await turn.show(await plan_unit_lists.list_of(turn.session, plan, turn.number(1), now=turn.now))


async def card(turn: Turn) -> None:
    """Show one name."""
    await _show(turn, turn.number(0), turn.number(1))


async def _show(turn: Turn, row_id: int, page: int = 0) -> None:
    plan, row = await plan_decisions.name_of_plan(turn.session, turn.actor, row_id)
    await turn.show(await plan_unit_lists.card_of(turn.session, plan, row, page))


async def _current(turn: Turn) -> Plan | None:
    """Return the draft of a press, None where the button was made for an older version: the fresh card is shown."""
    plan, _ = await plan_decisions.name_of_plan(turn.session, turn.actor, turn.number(0))
    if plan.version == turn.number(1):
        return plan
    changed(turn)
    await _show(turn, turn.number(0))
    return None


async def _decide(turn: Turn, decide: Decide, *arguments: int) -> None:
    """Carry out a decision, then show the next name to be decided, or the list where there is none."""
    plan = await _current(turn)
    if plan is None:
        return
    await decide(turn.session, turn.actor, turn.number(0), *arguments, now=turn.now)
    following = await plan_units.next_open(turn.session, plan)
    if following is not None:
        await turn.show(await plan_unit_lists.card_of(turn.session, plan, following))
    else:
        await turn.show(await plan_unit_lists.list_of(turn.session, plan, 0, now=turn.now))


async def link(turn: Turn) -> None:
    """The name means a unit of the registry."""
    await _decide(turn, plan_decisions.link, turn.number(2))


async def new(turn: Turn) -> None:
    """The name is a new unit."""
    await _decide(turn, plan_decisions.make_new)


async def skip(turn: Turn) -> None:
    """The name means nobody."""
    await _decide(turn, plan_decisions.skip)


async def everybody(turn: Turn) -> None:
    """The name means all invited units."""
    await _decide(turn, plan_decisions.mean_invited)


async def accept(turn: Turn) -> None:
    """The name means the members shown."""
    await _decide(turn, plan_decisions.accept)


async def member(turn: Turn) -> None:
    """Take a member out of the group, or back in."""
    if await _current(turn) is not None:
        await plan_decisions.turn_member(turn.session, turn.actor, turn.number(0), turn.number(2), now=turn.now)
        await _show(turn, turn.number(0), turn.number(3))


async def again(turn: Turn) -> None:
    """Take a decision back."""
    if await _current(turn) is not None:
        await plan_decisions.decide_again(turn.session, turn.actor, turn.number(0), now=turn.now)
        await _show(turn, turn.number(0))


async def kinds(turn: Turn) -> None:
    """Show the kinds that a new unit can have."""
    await _choose(turn, "kind")


async def levels(turn: Turn) -> None:
    """Show the levels that a new unit can have."""
    await _choose(turn, "level")


async def _choose(turn: Turn, field: str) -> None:
    plan = await _current(turn)
    if plan is not None:
        _, row = await plan_decisions.name_of_plan(turn.session, turn.actor, turn.number(0))
        shown = await plan_unit_lists.card_of(turn.session, plan, row)
        await turn.show(KindChoice(shown.named, plan.version, field))


async def set_kind(turn: Turn) -> None:
    """Set the kind of a new unit."""
    await _set(turn, "kind")


async def set_level(turn: Turn) -> None:
    """Set the level of a new unit."""
    await _set(turn, "level")


async def _set(turn: Turn, field: str) -> None:
    if await _current(turn) is not None:
        await plan_decisions.set_kind(turn.session, turn.actor, turn.number(0), field, turn.word(2), now=turn.now)
        await _show(turn, turn.number(0))


async def ask_search(turn: Turn) -> None:
    """Ask for the name of a unit of the registry."""
    if await _current(turn) is not None:
        cancel = Choice("common.cancel", "common.cancel")
        await turn.ask(
            screen("plan_units.ask_search", cancel),
            SEARCH,
            back=press("plan.unit", turn.number(0), 0),
            row_id=turn.number(0),
        )


async def search(turn: Turn) -> None:
    """Offer the units that were meant."""
    assert turn.step is not None
    row_id = turn.step.data["row_id"]
    await plan_decisions.search(turn.session, turn.actor, row_id, turn.text, now=turn.now)
    await turn.leave()
    await _show(turn, row_id)


ROUTES = Routes(
    presses={
        "plan.units": Route(listed, Action.SEND_PLAN),
        "plan.unit": Route(card, Action.SEND_PLAN),
        "plan.link": Route(link, Action.SEND_PLAN),
        "plan.new": Route(new, Action.SEND_PLAN),
        "plan.skip": Route(skip, Action.SEND_PLAN),
        "plan.everybody": Route(everybody, Action.SEND_PLAN),
        "plan.accept": Route(accept, Action.SEND_PLAN),
        "plan.member": Route(member, Action.SEND_PLAN),
        "plan.again": Route(again, Action.SEND_PLAN),
        "plan.kinds": Route(kinds, Action.SEND_PLAN),
        "plan.levels": Route(levels, Action.SEND_PLAN),
        "plan.kind": Route(set_kind, Action.SEND_PLAN),
        "plan.level": Route(set_level, Action.SEND_PLAN),
        "plan.search": Route(ask_search, Action.SEND_PLAN),
    },
    steps={SEARCH: Route(search, Action.SEND_PLAN)},
)
