"""Any fact of a draft is corrected by tapping it and answering; the correction is shown back."""

from __future__ import annotations

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.messages.base import press
from bot.messages.plan_checks import Checks
from bot.messages.plan_items import CHOICES, AskFact, AskItem, ItemCard
from bot.services import plan_edits, plans
from bot.services.access import Action
from bot.services.plan_facts import BLANK, NEEDED, Fact, check
from handlers.plan_current import current, draft
from handlers.routes import Route, Routes
from models.plans import Plan

CORRECT, ADD = "plans.correct", "plans.add"


async def item(turn: Turn) -> None:
    """Show an item with its facts."""
    if (plan := await draft(turn)) is not None:
        await _show(turn, plan, Fact(turn.word(1), turn.number(2), ""))


async def _show(turn: Turn, plan: Plan, fact: Fact) -> None:
    check(plan.reading or {}, fact)
    await turn.show(ItemCard(await plans.shown(turn.session, plan), fact.part, fact.item, fact.field or None))


def _fact(turn: Turn) -> Fact:
    return Fact(turn.word(2), turn.number(3), turn.word(4))


async def ask(turn: Turn) -> None:
    """Ask what a fact should be."""
    plan, fact = await current(turn), _fact(turn)
    if plan is None:
        return
    check(plan.reading or {}, fact)
    may_be_open = (fact.part, fact.field) not in NEEDED
    question = AskFact(await plans.shown(turn.session, plan), fact.part, fact.item, fact.field, may_be_open)
    back = press("plan.item", plan.id, fact.part, fact.item)
    await turn.ask(question, CORRECT, back=back, plan_id=plan.id, part=fact.part, item=fact.item, field=fact.field)


async def answered(turn: Turn) -> None:
    """Take the answer and show it back."""
    assert turn.step is not None
    data = turn.step.data
    fact = Fact(data["part"], data["item"], data["field"])
    plan = await plan_edits.correct_fact(
        turn.session, turn.actor, data["plan_id"], fact, turn.text, now=turn.now, calendar=turn.calendar
    )
    await turn.leave()
    await _show(turn, plan, fact)


async def left_open(turn: Turn) -> None:
    """Leave a fact open."""
    if await current(turn) is None:
        return
    plan = await plan_edits.correct_fact(
        turn.session, turn.actor, turn.number(0), _fact(turn), None, now=turn.now, calendar=turn.calendar
    )
    await turn.leave()
    await _show(turn, plan, _fact(turn))


async def chosen(turn: Turn) -> None:
    """Take the answer that was tapped and show it back."""
    if await current(turn) is None:
        return
    fact = _fact(turn)
    if turn.word(5) not in CHOICES.get(fact.field, ()):
        raise Refusal("common.old_button")
    plan = await plan_edits.correct_fact(
        turn.session, turn.actor, turn.number(0), fact, turn.word(5), now=turn.now, calendar=turn.calendar
    )
    await _show(turn, plan, fact)


async def turned(turn: Turn) -> None:
    """Take an item out, or put it back."""
    if await current(turn) is not None:
        part, number = turn.word(2), turn.number(3)
        plan = await plan_edits.turn_item(turn.session, turn.actor, turn.number(0), part, number, now=turn.now)
        await _show(turn, plan, Fact(part, number, ""))


async def ask_item(turn: Turn) -> None:
    """Ask for an item that the reader did not find."""
    if turn.word(2) not in BLANK:
        raise Refusal("common.old_button")
    if (plan := await current(turn)) is not None:
        part = turn.word(2)
        await turn.ask(AskItem(part), ADD, back=press("plan.part", plan.id, part, 0), plan_id=plan.id, part=part)


async def added(turn: Turn) -> None:
    """Add the item and show it, so that its other facts can be given."""
    assert turn.step is not None
    data = turn.step.data
    plan, number = await plan_edits.add(
        turn.session, turn.actor, data["plan_id"], data["part"], turn.text, now=turn.now, calendar=turn.calendar
    )
    await turn.leave()
    await _show(turn, plan, Fact(data["part"], number, ""))


async def seen(turn: Turn) -> None:
    """Note that a page of what needs a human eye has been looked at, and show the next."""
    if await current(turn) is not None:
        plan = await plan_edits.see(turn.session, turn.actor, turn.number(0), turn.number(2), now=turn.now)
        await turn.show(Checks(await plans.shown(turn.session, plan), turn.number(2) + 1))


ROUTES = Routes(
    presses={
        "plan.item": Route(item, Action.SEND_PLAN),
        "plan.fact": Route(ask, Action.SEND_PLAN),
        "plan.choose": Route(chosen, Action.SEND_PLAN),
        "plan.blank": Route(left_open, Action.SEND_PLAN),
        "plan.out": Route(turned, Action.SEND_PLAN),
        "plan.add": Route(ask_item, Action.SEND_PLAN),
        "plan.seen": Route(seen, Action.SEND_PLAN),
    },
    steps={CORRECT: Route(answered, Action.SEND_PLAN), ADD: Route(added, Action.SEND_PLAN)},
)
