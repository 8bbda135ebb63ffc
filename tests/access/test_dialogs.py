"""Every step of every dialog: it can be left, goes a step back, waits a week, and lets nobody go astray."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from handlers import SUBJECTS
from handlers.dispatch import ROUTES
from models.dialogs import Dialog
from models.inbox import UpdateState
from models.outbox import OutboxMessage
from tests.access import updates
from tests.access.cases import Case, of_conference, of_nobody, of_plan, of_unit
from tests.access.province import One, Province
from tests.access.stage import Seen, Stage
from tests.access.test_matrix import DEAD_ENDS

WEEK = timedelta(days=8)
LEAVES = {"common.cancel", "join.decline"}
NO_STEP_BEFORE = {"joining.ask", "joining.contact"}
"""They begin with a link that was opened; the second asks by a keyboard, which takes the place of buttons."""

BY_FREE_WORDS = {"words.which"}
"""Asked where no button was pressed, and only where several things are open: tests/whole_bot/test_short_words."""


@dataclass(frozen=True)
class Standing:
    """Where a person stands after a way in: the step, its press that leads back, and the buttons of the answer."""

    step: str
    back: str | None
    presses: frozenset[str]
    contact: bool


@asynccontextmanager
async def undone(stage: Stage) -> AsyncIterator[None]:
    savepoint, now = await stage.connection.begin_nested(), stage.clock.now()
    try:
        yield
    finally:
        await savepoint.rollback()
        stage.clock.set(now)


async def standing(stage: Stage, who: One) -> Standing | None:
    async with stage.transactions.read() as session:
        row = await session.get(Dialog, who.telegram_id)
        query = select(OutboxMessage).where(OutboxMessage.chat_id == who.telegram_id)
        query = query.where(OutboxMessage.method != "setMyCommands").order_by(OutboxMessage.id.desc()).limit(1)
        last = await session.scalar(query)
    if row is None or last is None:
        return None
    buttons: list[list[dict[str, Any]]] = last.payload.get("buttons", [])
    presses = frozenset(button.get("callback_data", "") for line in buttons for button in line)
    return Standing(row.step, row.data.get("back"), presses, bool(last.payload.get("ask_contact")))


async def enter(stage: Stage, case: Case, who: One) -> Seen:
    send = updates.press if case.kind == "presses" else updates.text
    return await stage.works(send(who.telegram_id, case.sent), step=case.step)


def ways_in(province: Province) -> list[tuple[Case, One]]:
    """Return the presses and typed answers of the subjects that have dialogs, one side's, each with someone who may."""
    side, subjects = province.ours, [subject.ROUTES for subject in SUBJECTS if subject.ROUTES.steps]
    cases = [*of_nobody(province), *of_conference(side), *of_plan(side), *of_unit(side)]
    names = {name for routes in subjects for name in (*routes.presses, *routes.steps)}
    people = [one for one in province.people.values() if one.person_id is not None]
    asked = [case for case in cases if case.kind in {"presses", "steps"} and case.name in names]
    return [(case, next(one for one in people if case.allowed(one))) for case in asked]


async def test_each_step_can_be_left_goes_back_and_waits_a_week(stage: Stage, province: Province) -> None:
    looked_at: set[tuple[str, str | None]] = set()
    wrong = []
    for case, who in ways_in(province):
        async with undone(stage):
            await enter(stage, case, who)
            at = await standing(stage, who)
            put_there = at is not None and at.back is None and at.step == case.name not in NO_STEP_BEFORE
            if at is None or put_there:  # the answer was refused where the test itself had put them
                continue
            kind = (at.step, at.back and at.back.partition(":")[0])
            if kind not in looked_at:
                looked_at.add(kind)
                wrong += [f"{case.sent} -> {at.step}: {what}" for what in await faults(stage, who, at)]
    assert not wrong, "\n".join(wrong)
    assert {step for step, _ in looked_at} | BY_FREE_WORDS == set(ROUTES.steps)


async def faults(stage: Stage, who: One, at: Standing) -> list[str]:
    """Return what is wrong with the way on from a step."""
    found = [] if at.contact or at.presses & LEAVES else ["no way out"]
    if at.step not in NO_STEP_BEFORE:
        found += [] if at.back else ["no step back"]
        found += [] if at.back in at.presses else ["the step back is not shown"]
    return [*found, *await after_nonsense(stage, who, at), *await after_a_week(stage, who, at)]


async def after_nonsense(stage: Stage, who: One, at: Standing) -> list[str]:
    """A sticker is no answer: the step stays, and what is said still leads out and back."""
    async with undone(stage):
        sticker = {"file_id": "S", "file_unique_id": "U", "type": "regular", "width": 1, "height": 1}
        flags = {"is_animated": False, "is_video": False}
        message = updates.message(
            updates.person(who.telegram_id), updates.private(who.telegram_id), sticker={**sticker, **flags}
        )
        seen = await stage.works({"message": message})
        then = await standing(stage, who)
    if seen.state is not UpdateState.DONE or len(seen.said) != 1 or then is None or then.step != at.step:
        return [f"lost after a sticker: {seen}"]
    return [] if then.contact or (then.presses & LEAVES and then.back in {None, *then.presses}) else ["no way after it"]


async def after_a_week(stage: Stage, who: One, at: Standing) -> list[str]:
    """Each way out still leads on after a week."""
    wrong = []
    for press in sorted({"common.cancel", at.back or "common.cancel"}):
        async with undone(stage):
            stage.clock.advance(WEEK)
            seen = await stage.works(updates.press(who.telegram_id, press))
            then = await standing(stage, who)
        if seen.state is not UpdateState.DONE or not seen.said or set(seen.said) & DEAD_ENDS:
            wrong.append(f"{press} leads nowhere: {seen}")
        if then is not None and (press == "common.cancel" or (then.step, then.back) == (at.step, at.back)):
            wrong.append(f"{press} leaves it standing")
    return wrong


async def test_an_answer_is_taken_a_week_later(stage: Stage, province: Province) -> None:
    stage.clock.advance(WEEK)
    wrong = []
    for case, who in ways_in(province):
        if case.step is not None:
            async with undone(stage):
                seen = await enter(stage, case, who)
            if seen.state is not UpdateState.DONE or not seen.said or set(seen.said) & DEAD_ENDS:
                wrong.append(f"{case.sent}: {seen}")
    assert not wrong, "\n".join(wrong)


async def test_a_button_of_a_dialog_that_is_over_changes_nothing(stage: Stage, province: Province) -> None:
    wrong = []
    for case, who in ways_in(province):
        if case.kind == "presses" and ROUTES.presses[case.name].of_dialog:
            seen = await stage.tries(updates.press(who.telegram_id, case.sent))
            if seen.state is not UpdateState.DONE or seen.changed or not seen.said or set(seen.said) & DEAD_ENDS:
                wrong.append(f"{case.sent}: {seen}")
    assert not wrong, "\n".join(wrong)


async def test_another_button_ends_the_dialog(stage: Stage, province: Province) -> None:
    """What is typed after it answers no question that was asked before."""
    who = province.people["focal"]
    side = province.ours
    async with undone(stage):
        await stage.works(updates.press(who.telegram_id, f"answer.absent:{side.invitation.id}:1"))
        assert await standing(stage, who) is not None
        await stage.works(updates.press(who.telegram_id, f"duty.open:{side.assignment.id}"))
        assert await standing(stage, who) is None


async def test_a_number_to_phone_leaves_the_dialog_open(stage: Stage, province: Province) -> None:
    """Whoever records what a unit says on the telephone needs its number in the middle of it."""
    who, part = province.people["organiser"], province.ours.assignment
    async with undone(stage):
        await stage.works(updates.press(who.telegram_id, f"duty.by_phone:{part.id}:{part.version}"))
        await stage.works(updates.press(who.telegram_id, f"calls.unit:{part.unit_id}"))
        at = await standing(stage, who)
    assert at is not None
    assert at.step == "reports.by_phone"
