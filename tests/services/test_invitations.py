"""A unit's answer to its invitation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from bot.clock import MovableClock
from bot.config import Settings
from bot.db.engine import Database
from bot.db.transaction import Transactions
from bot.errors import Refusal
from bot.services import answer_pages, invitations
from bot.services.invitations import Answered
from bot.services.reminders import plan_conference
from bot.services.versions import Stale
from models.invitations import Answer, Invitation
from models.reminders import Reminder, ReminderState
from tests.factories import World
from tests.services.test_delegates import Scene, scene_of


@pytest.fixture
async def scene(world: World) -> Scene:
    return await scene_of(world)


async def answered(scene: Scene, answer: Answer, reason: str | None = None, version: int | None = None) -> Answered:
    world = scene.world
    return await invitations.answer(
        world.session,
        scene.actor,
        scene.invitation.id,
        answer,
        reason,
        now=world.now,
        calendar=world.calendar,
        settings=world.settings,
        version=version,
    )


async def rung(scene: Scene) -> int:
    rows = await scene.world.session.scalars(select(Reminder).where(Reminder.state == ReminderState.OPEN))
    return len(list(rows))


async def planned(scene: Scene) -> None:
    world = scene.world
    await plan_conference(
        world.session, scene.conference.id, now=world.now, calendar=world.calendar, settings=world.settings
    )


async def test_attending_is_noted_and_disturbs_nobody(scene: Scene) -> None:
    done = await answered(scene, Answer.ATTENDING, version=1)
    invitation = done.opened.invitation
    assert (invitation.answer, invitation.version) == (Answer.ATTENDING, 2)
    assert await scene.world.said(scene.organiser) == []


async def test_an_absence_needs_a_reason(scene: Scene) -> None:
    for reason in (None, "", "x" * 501):
        with pytest.raises(Refusal, match="reason_length"):
            await answered(scene, Answer.ABSENT, reason)
    assert scene.invitation.answer is Answer.NONE


async def test_an_absence_withdraws_the_delegates_and_the_organisers_hear_of_it(scene: Scene) -> None:
    await planned(scene)
    await scene.enter(0, 1)
    assert await rung(scene) > 0
    done = await answered(scene, Answer.ABSENT, "trùng lịch công tác")
    assert done.withdrawn == 2
    assert await scene.names() == []
    assert await rung(scene) == 0
    (news,) = await scene.world.said(scene.organiser)
    assert "Sở Tư pháp báo vắng" in news
    assert "trùng lịch công tác" in news


async def test_coming_after_all_brings_the_pings_back(scene: Scene) -> None:
    await planned(scene)
    before = await rung(scene)
    await answered(scene, Answer.ABSENT, "trùng lịch công tác")
    await answered(scene, Answer.ATTENDING)
    assert await rung(scene) == before
    assert scene.invitation.reason is None
    assert "trước đó đã báo vắng" in (await scene.world.said(scene.organiser))[-1]


async def test_an_old_button_does_not_answer(scene: Scene) -> None:
    await answered(scene, Answer.ATTENDING, version=1)
    with pytest.raises(Stale):
        await answered(scene, Answer.ABSENT, "trùng lịch công tác", version=1)
    assert scene.invitation.answer is Answer.ATTENDING


async def test_after_the_lists_are_due_a_change_is_asked_of_the_organisers(scene: Scene) -> None:
    await answered(scene, Answer.ATTENDING)
    scene.world.clock.advance(timedelta(days=11))
    done = await answered(scene, Answer.ABSENT, "trùng lịch công tác")
    assert done.request is not None
    assert scene.invitation.answer is Answer.ATTENDING


async def test_a_first_answer_is_never_too_late(scene: Scene) -> None:
    scene.world.clock.advance(timedelta(days=11))
    done = await answered(scene, Answer.ATTENDING)
    assert done.request is None
    assert scene.invitation.answer is Answer.ATTENDING
    said = (await answer_pages.noted(scene.world.session, done)).render("vi").text
    assert "Đã quá hạn" in said
    assert "có thể thay đổi câu trả lời đến" not in said


async def test_another_unit_may_not_answer(scene: Scene) -> None:
    other = await scene.world.unit("Sở Y tế")
    scene.actor = await scene.world.actor(await scene.world.focal(other))
    with pytest.raises(Refusal, match="other_unit"):
        await answered(scene, Answer.ATTENDING)


async def test_a_unit_whose_list_is_complete_is_not_asked_for_delegates(scene: Scene) -> None:
    offered = []
    for complete_at in (None, scene.world.now):
        scene.invitation.list_complete_at = complete_at
        done = await answered(scene, Answer.ATTENDING)
        rows = (await answer_pages.noted(scene.world.session, done)).render("vi").rows
        offered.append("delegates.add" in str(rows))
    assert offered == [True, False]


async def test_whoever_may_not_answer_locks_nobodys_list(
    on_postgresql: str, clock: MovableClock, settings: Settings
) -> None:
    database = Database(on_postgresql)
    transactions = Transactions(database)
    async with transactions.write("rows") as session:
        world = World(session, clock, settings)
        scene = await scene_of(world)
        other = await world.actor(await world.focal(await world.unit("Sở Xây dựng")))
    number, free = scene.invitation.id, select(Invitation.id).with_for_update(nowait=True)
    async with transactions.write("u1") as session:
        with pytest.raises(Refusal, match="other_unit"):
            await invitations.to_answer(session, other, number, now=clock.now())
        async with transactions.write("u2") as beside:
            assert await beside.scalar(free) == number
    async with transactions.write("u3") as session:
        await invitations.to_answer(session, scene.actor, number, now=clock.now())
        async with transactions.read() as beside:
            with pytest.raises(DBAPIError, match="could not obtain lock"):
                await beside.scalar(free)
    await database.close()
