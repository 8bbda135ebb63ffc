"""A plan comes in as a file, is looked at part by part, corrected, and confirmed or forgotten."""

from __future__ import annotations

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.messages.base import plain
from bot.messages.plan_parts import AskFact, ItemCard, PartPage
from bot.messages.plans import Checks, Confirming, Drafts, Forgetting, Summary
from bot.plan_reader.form import LISTS
from bot.services import conference_cards, plans
from bot.services.access import Action
from bot.services.plan_facts import NEEDED, Fact, check
from handlers.routes import Command, Route, Routes
from handlers.stale import changed
from models.plans import Plan

CORRECT = "plans.correct"


async def received(turn: Turn) -> None:
    """Take in a file; the summary follows by itself."""
    document = turn.message.document if turn.message else None
    if document is None:
        raise Refusal("common.hint")
    name, size = document.file_name or "", document.file_size or 0
    await plans.receive(turn.session, turn.actor, name, size, document.file_id, now=turn.now, settings=turn.settings)
    await turn.say(plain("plans.reading", name=name))


async def listed(turn: Turn) -> None:
    """Show the plans that wait to be confirmed."""
    found = await plans.drafts_listed(turn.session, turn.actor)
    await turn.show(Drafts(found, turn.number(0) if turn.query else 0))


async def opened(turn: Turn) -> None:
    """Show the summary of a draft."""
    plan = await plans.draft_of(turn.session, turn.actor, turn.number(0))
    await turn.show(Summary(await plans.shown(turn.session, plan)))


async def part(turn: Turn) -> None:
    """Show a page of a part."""
    plan = await plans.draft_of(turn.session, turn.actor, turn.number(0))
    if turn.word(1) not in LISTS:
        raise Refusal("common.old_button")
    await turn.show(PartPage(await plans.shown(turn.session, plan), turn.word(1), turn.number(2)))


async def checks(turn: Turn) -> None:
    """Show a page of what needs a human eye."""
    plan = await plans.draft_of(turn.session, turn.actor, turn.number(0))
    await turn.show(Checks(await plans.shown(turn.session, plan), turn.number(1)))


async def item(turn: Turn) -> None:
    """Show an item with its facts."""
    plan = await plans.draft_of(turn.session, turn.actor, turn.number(0))
    await _show_item(turn, plan, Fact(turn.word(1), turn.number(2), ""))


async def _show_item(turn: Turn, plan: Plan, fact: Fact) -> None:
    check(plan.reading or {}, fact)
    await turn.show(ItemCard(await plans.shown(turn.session, plan), fact.part, fact.item, fact.field or None))


async def _current(turn: Turn) -> Plan | None:
    """Return the draft of a press, None where the button was made for an older version: the fresh screen is shown."""
    plan = await plans.draft_of(turn.session, turn.actor, turn.number(0))
    if plan.version == turn.number(1):
        return plan
    changed(turn)
    await turn.show(Summary(await plans.shown(turn.session, plan)))
    return None


def _fact(turn: Turn) -> Fact:
    return Fact(turn.word(2), turn.number(3), turn.word(4))


async def ask_fact(turn: Turn) -> None:
    """Ask what a fact should be."""
    plan, fact = await _current(turn), _fact(turn)
    if plan is None:
        return
    check(plan.reading or {}, fact)
    may_be_open = (fact.part, fact.field) not in NEEDED
    question = AskFact(await plans.shown(turn.session, plan), fact.part, fact.item, fact.field, may_be_open)
    await turn.ask(question, CORRECT, plan_id=plan.id, part=fact.part, item=fact.item, field=fact.field)


async def corrected(turn: Turn) -> None:
    """Take the answer and show it back."""
    assert turn.step is not None
    data = turn.step.data
    fact = Fact(data["part"], data["item"], data["field"])
    if not turn.text:
        raise Refusal("plans.not_words", most=2000)
    plan = await plans.correct_fact(
        turn.session, turn.actor, data["plan_id"], fact, turn.text, now=turn.now, calendar=turn.calendar
    )
    await turn.leave()
    await _show_item(turn, plan, fact)


async def left_open(turn: Turn) -> None:
    """Leave a fact open."""
    if await _current(turn) is None:
        return
    plan = await plans.correct_fact(
        turn.session, turn.actor, turn.number(0), _fact(turn), None, now=turn.now, calendar=turn.calendar
    )
    await turn.leave()
    await _show_item(turn, plan, _fact(turn))


async def turned(turn: Turn) -> None:
    """Take an item out, or put it back."""
    if await _current(turn) is None:
        return
    place = (turn.word(2), turn.number(3))
    plan = await plans.turn_item(turn.session, turn.actor, turn.number(0), *place, now=turn.now)
    await _show_item(turn, plan, Fact(*place, ""))


async def ask_confirm(turn: Turn) -> None:
    """Ask once more, with what is still open."""
    if (plan := await _current(turn)) is not None:
        draft = await plans.shown(turn.session, plan)
        await turn.show(Confirming(draft, plans.gaps(draft)))


async def confirmed(turn: Turn) -> None:
    """Make the conference and show what comes next."""
    if await _current(turn) is None:
        return
    conference = await plans.confirm(
        turn.session, turn.actor, turn.number(0), now=turn.now, calendar=turn.calendar, settings=turn.settings
    )
    await turn.show(await conference_cards.card_of(turn.session, turn.actor, conference.id, made=True))


async def ask_forget(turn: Turn) -> None:
    """Ask once more before a file is forgotten."""
    if (plan := await _current(turn)) is not None:
        await turn.show(Forgetting(await plans.shown(turn.session, plan)))


async def forgotten(turn: Turn) -> None:
    """Forget the file."""
    if await _current(turn) is not None:
        await plans.forget(turn.session, turn.actor, turn.number(0), now=turn.now)
        await turn.show(plain("plans.forgotten"))


ROUTES = Routes(
    commands={"plans": Command(listed, Action.SEND_PLAN)},
    presses={
        "plan.list": Route(listed, Action.SEND_PLAN),
        "plan.open": Route(opened, Action.SEND_PLAN),
        "plan.part": Route(part, Action.SEND_PLAN),
        "plan.checks": Route(checks, Action.SEND_PLAN),
        "plan.item": Route(item, Action.SEND_PLAN),
        "plan.fact": Route(ask_fact, Action.SEND_PLAN),
        "plan.blank": Route(left_open, Action.SEND_PLAN),
        "plan.out": Route(turned, Action.SEND_PLAN),
        "plan.confirm": Route(ask_confirm, Action.SEND_PLAN),
        "plan.make": Route(confirmed, Action.SEND_PLAN),
        "plan.drop": Route(ask_forget, Action.SEND_PLAN),
        "plan.forget": Route(forgotten, Action.SEND_PLAN),
    },
    steps={CORRECT: Route(corrected, Action.SEND_PLAN)},
    files={"": Route(received, Action.SEND_PLAN)},
)
