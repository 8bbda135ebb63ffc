"""The unit's page, put together from the rows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.errors import Refusal
from bot.messages.my_unit import ChooseUnit, MyUnit
from bot.services import my_unit
from models.people import Membership
from tests.factories import World
from tests.services.test_delegates import NAMES, Scene, scene_of


@pytest.fixture
async def scene(world: World) -> Scene:
    return await scene_of(world)


async def test_one_unit_and_conference_open_at_once(scene: Scene) -> None:
    await scene.world.duty(scene.conference, [scene.unit])
    await scene.enter(0)
    page = await my_unit.home(scene.world.session, scene.actor, now=scene.world.now)
    assert isinstance(page, MyUnit)
    assert [person.full_name for person in page.people] == [NAMES[0]]
    assert [(place.entered, place.seats, place.left) for place in page.places] == [(1, 2, 1)]
    assert [(duty.part, duty.state) for duty in page.duties] == [("lead", "open")]
    assert not page.several


async def test_several_are_asked_about(scene: Scene) -> None:
    world = scene.world
    second = await world.conference(scene.organiser, title="Hội nghị tổng kết năm")
    await world.group(second, [scene.unit])
    choice = await my_unit.home(world.session, scene.actor, now=world.now)
    assert isinstance(choice, ChooseUnit)
    assert [entry[2] for entry in choice.choices] == [scene.conference.id, second.id]
    other = await world.unit("Sở Y tế")
    await world.add(Membership(person_id=scene.focal.id, unit_id=other.id, joined_at=world.now))
    await world.group(second, [other])
    found = await my_unit.choices(world.session, await world.actor(scene.focal), now=world.now)
    assert {(unit, title) for _, unit, _, title in found} == {
        ("Sở Tư pháp", scene.conference.title),
        ("Sở Tư pháp", "Hội nghị tổng kết năm"),
        ("Sở Y tế", "Hội nghị tổng kết năm"),
    }


async def test_what_is_over_opens_no_choice(scene: Scene) -> None:
    world = scene.world
    past = await world.conference(scene.organiser, day=date(2026, 11, 20), title="Hội nghị đã qua")
    await world.group(past, [scene.unit])
    page = await my_unit.home(world.session, scene.actor, now=world.now)
    assert isinstance(page, MyUnit)
    assert (page.conference_id, page.several) == (scene.conference.id, False)
    world.clock.advance(timedelta(days=60))
    assert isinstance(await my_unit.home(world.session, scene.actor, now=world.now), ChooseUnit)


async def test_a_unit_that_is_not_invited_has_nothing_yet(world: World) -> None:
    actor = await world.actor(await world.focal(await world.unit("Sở Y tế")))
    assert await my_unit.home(world.session, actor, now=world.now) is None


async def test_a_late_duty_is_said_to_be_late(scene: Scene) -> None:
    await scene.world.duty(scene.conference, [scene.unit], due_in=timedelta(days=1))
    scene.world.clock.advance(timedelta(days=2))
    page = await my_unit.page(scene.world.session, scene.actor, scene.unit.id, scene.conference.id, now=scene.world.now)
    assert page.duties[0].late
    assert (page.step.key, page.step.late) == ("duty", True)


async def test_another_units_page_is_refused(scene: Scene) -> None:
    other = await scene.world.unit("Sở Y tế")
    with pytest.raises(Refusal, match="other_unit"):
        await my_unit.page(scene.world.session, scene.actor, other.id, scene.conference.id, now=scene.world.now)
