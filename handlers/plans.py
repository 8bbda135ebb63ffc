"""A plan comes in as a file, is looked at part by part, and is confirmed or forgotten."""

from __future__ import annotations

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.language.written import file_label
from bot.messages.base import plain
from bot.messages.plan_checks import Checks
from bot.messages.plan_parts import PartPage
from bot.messages.plan_steps import Confirming, Drafts, Forgetting
from bot.messages.plans import Summary
from bot.messages.questions import Choice, screen
from bot.plan_reader.form import LISTS
from bot.services import conference_cards, plan_confirming, plans
from bot.services.access import Action
from bot.services.plan_turns import is_turn
from handlers import plan_updates
from handlers.plan_current import current, draft
from handlers.routes import Command, Route, Routes
from models.plans import PlanState


async def received(turn: Turn) -> None:
    """Take in a file; the summary follows by itself."""
    document = turn.message.document if turn.message else None
    if document is None:
        raise Refusal("common.hint")
    name, size = file_label(document.file_name, document.file_unique_id), document.file_size or 0
    await plans.receive(turn.session, turn.actor, name, size, document.file_id, now=turn.now, settings=turn.settings)
    await turn.say(plain("plans.reading", name=name))


async def listed(turn: Turn) -> None:
    """Show the plans that wait to be confirmed."""
    found = await plans.drafts_listed(turn.session, turn.actor)
    await turn.show(Drafts(found, turn.page(0)))


async def opened(turn: Turn) -> None:
    """Show the summary of a draft, or that it is still being read."""
    found = await plans.plan_of(turn.session, turn.actor, turn.number(0))
    if found.state is PlanState.READING:
        forget = Choice("plans.forget", "plan.forget", (found.id, found.version))
        await turn.show(screen("plans.still_reading", forget, Choice("common.back", "plan.list", (0,))))
    elif (plan := await draft(turn)) is not None:
        await turn.show(Summary(await plans.shown(turn.session, plan)))


async def part(turn: Turn) -> None:
    """Show a page of a part."""
    if turn.word(1) not in LISTS:
        raise Refusal("common.old_button")
    if (plan := await draft(turn)) is not None:
        await turn.show(PartPage(await plans.shown(turn.session, plan), turn.word(1), turn.number(2)))


async def checks(turn: Turn) -> None:
    """Show a page of what needs a human eye."""
    if (plan := await draft(turn)) is not None:
        await turn.show(Checks(await plans.shown(turn.session, plan), turn.number(1)))


async def ask_confirm(turn: Turn) -> None:
    """Ask once more, with what is still open; of a new version, show what it changes."""
    plan = await current(turn)
    if plan is not None and (plan.updates_id is not None or is_turn(plan.reading or {})):
        await plan_updates.show(turn, plan)
    elif plan is not None:
        shown = await plans.shown(turn.session, plan)
        known = await plans.known_conference(turn.session, turn.actor, plan)
        elsewhere = await plans.run_by_others(turn.session, turn.actor, plan)
        gaps = plan_confirming.gaps(shown, turn.today)
        await turn.show(Confirming(shown, gaps, (known[0].id,) if known else (), elsewhere))


async def confirmed(turn: Turn) -> None:
    """Make the conference and show what comes next."""
    if await current(turn) is None:
        return
    conference = await plan_confirming.confirm(
        turn.session, turn.actor, turn.number(0), now=turn.now, calendar=turn.calendar, settings=turn.settings
    )
    await turn.show(await conference_cards.card_of(turn.session, turn.actor, conference.id, now=turn.now, made=True))


async def ask_forget(turn: Turn) -> None:
    """Ask once more before a file is forgotten."""
    if (plan := await current(turn)) is not None:
        await turn.show(Forgetting(await plans.shown(turn.session, plan)))


async def forgotten(turn: Turn) -> None:
    """Forget the file; one that is still being read, too."""
    plan = await plans.plan_of(turn.session, turn.actor, turn.number(0))
    if plan.state is not PlanState.READING and await current(turn) is None:
        return
    await plans.forget(turn.session, turn.actor, plan.id, now=turn.now)
    await turn.show(plain("plans.forgotten"))


ROUTES = Routes(
    commands={"plans": Command(listed, Action.SEND_PLAN)},
    presses={
        "plan.list": Route(listed, Action.SEND_PLAN),
        "plan.open": Route(opened, Action.SEND_PLAN),
        "plan.part": Route(part, Action.SEND_PLAN),
        "plan.checks": Route(checks, Action.SEND_PLAN),
        "plan.confirm": Route(ask_confirm, Action.SEND_PLAN),
        "plan.make": Route(confirmed, Action.SEND_PLAN),
        "plan.drop": Route(ask_forget, Action.SEND_PLAN),
        "plan.forget": Route(forgotten, Action.SEND_PLAN),
    },
    files={"": Route(received, Action.SEND_PLAN)},
)
