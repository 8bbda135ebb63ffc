"""Changes asked for after the lists are due, and the organisers' decisions."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import Refusal
from bot.services import change_requests, delegates
from bot.services.access import Actor
from bot.services.delegate_ground import delegates_of
from bot.services.versions import Stale
from models.delegates import ChangeRequest, Delegate, RequestState
from models.invitations import Answer
from tests.factories import World
from tests.services.test_delegates import NAMES, Scene, scene_of
from tests.services.test_invitations import answered


@pytest.fixture
async def scene(world: World) -> Scene:
    """One delegate of two is entered; then the lists are due."""
    scene = await scene_of(world)
    await scene.enter(0)
    world.clock.advance(timedelta(days=11))
    return scene


async def first(scene: Scene) -> Delegate:
    (row,) = await delegates_of(scene.world.session, scene.conference.id, scene.unit.id)
    return row


async def boss(scene: Scene) -> Actor:
    return await scene.world.actor(scene.organiser)


async def accepted(scene: Scene, request: ChangeRequest | None) -> ChangeRequest:
    assert request is not None
    world, actor = scene.world, await boss(scene)
    return await change_requests.accept(
        world.session, actor, request.id, now=world.now, calendar=world.calendar, settings=world.settings
    )


async def test_an_addition_waits_and_is_then_carried_out(scene: Scene) -> None:
    request = (await scene.enter(1)).request
    assert await scene.names() == [NAMES[0]]
    (told,) = await scene.world.said(scene.organiser)
    assert "Sở Tư pháp xin bổ sung đại biểu" in told
    assert NAMES[1] in told
    row = await accepted(scene, request)
    assert row.state is RequestState.ACCEPTED
    assert await scene.names() == [NAMES[0], NAMES[1]]
    assert "Đã đồng ý yêu cầu bổ sung đại biểu" in (await scene.world.said(scene.focal))[-1]


async def test_an_edit_shows_old_and_new(scene: Scene) -> None:
    row = await first(scene)
    world = scene.world
    outcome = await delegates.edit(
        world.session, scene.actor, row.id, {"position": "Phó Giám đốc"}, now=world.now, version=row.version
    )
    (told,) = await world.said(scene.organiser)
    assert "Hiện nay: Đỗ Thị Lan, Giám đốc" in told
    assert "Đề nghị: Đỗ Thị Lan, Phó Giám đốc" in told
    await accepted(scene, outcome.request)
    assert row.position == "Phó Giám đốc"


async def test_a_replacement_and_a_withdrawal(scene: Scene) -> None:
    world, row = scene.world, await first(scene)
    outcome = await delegates.replace(world.session, scene.actor, row.id, scene.entry(2), now=world.now)
    await accepted(scene, outcome.request)
    assert await scene.names() == [NAMES[2]]
    row = await first(scene)
    outcome = await delegates.withdraw(
        world.session, scene.actor, row.id, now=world.now, calendar=world.calendar, settings=world.settings
    )
    assert await scene.names() == [NAMES[2]]
    await accepted(scene, outcome.request)
    assert await scene.names() == []


async def test_an_answer_is_changed_by_the_organiser(scene: Scene) -> None:
    done = await answered(scene, Answer.ABSENT, "trùng lịch công tác")
    await accepted(scene, done.request)
    assert (scene.invitation.answer, scene.invitation.reason) == (Answer.ABSENT, "trùng lịch công tác")
    assert await scene.names() == []


async def test_a_refusal_needs_a_reason_and_tells_the_unit(scene: Scene) -> None:
    request = (await scene.enter(1)).request
    assert request is not None
    world, actor = scene.world, await boss(scene)
    with pytest.raises(Refusal, match="reason_length"):
        await change_requests.refuse(world.session, actor, request.id, "", now=world.now)
    await change_requests.refuse(world.session, actor, request.id, "đã chốt sơ đồ chỗ ngồi", now=world.now)
    told = (await world.said(scene.focal))[-1]
    assert "Không đồng ý yêu cầu bổ sung đại biểu" in told
    assert "đã chốt sơ đồ chỗ ngồi" in told
    assert await scene.names() == [NAMES[0]]


async def test_a_decision_is_made_once(scene: Scene) -> None:
    request = (await scene.enter(1)).request
    await accepted(scene, request)
    with pytest.raises(Stale):
        await accepted(scene, request)
    assert len(await scene.names()) == 2


async def test_the_same_wish_is_not_put_twice(scene: Scene) -> None:
    await scene.enter(1)
    with pytest.raises(Refusal, match="waiting_already"):
        await scene.enter(1)


async def test_what_cannot_be_carried_out_any_more_stays_open(scene: Scene) -> None:
    requests = [(await scene.enter(number)).request for number in (1, 2)]
    await accepted(scene, requests[0])
    with pytest.raises(Refusal, match="refused_no_seat"):
        async with scene.world.session.begin_nested():
            await accepted(scene, requests[1])
    rows, count = await change_requests.requests(scene.world.session, await boss(scene), page=0, size=8)
    assert (count, rows) == (1, [requests[1]])


async def test_another_conferences_organiser_neither_sees_nor_decides(scene: Scene) -> None:
    request = (await scene.enter(1)).request
    assert request is not None
    world = scene.world
    other = await world.actor(await world.organiser("Đỗ Thị Lan"))
    assert (await change_requests.requests(world.session, other, page=0, size=8))[1] == 0
    with pytest.raises(Refusal, match="other_conference"):
        await change_requests.request_for(world.session, other, request.id)
    with pytest.raises(Refusal, match="denied"):
        await change_requests.request_for(world.session, scene.actor, request.id)


async def test_a_wish_that_must_be_mended_is_refused_at_once(scene: Scene) -> None:
    with pytest.raises(Refusal, match="refused_no_seat"):
        await scene.enter(1, 2)
    assert await scene.world.said(scene.organiser) == []
