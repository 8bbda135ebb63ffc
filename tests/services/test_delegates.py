"""Entering, changing, replacing and withdrawing delegates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import Refusal
from bot.services import delegate_lists, delegates
from bot.services.access import Actor
from bot.services.delegate_checks import Entry
from bot.services.delegate_ground import delegates_of, list_of
from bot.services.versions import Stale
from models.conferences import Conference
from models.delegates import DelegateState
from models.invitations import Answer, Invitation
from models.invitees import InviteeGroup
from models.people import Person
from models.units import Unit
from tests.factories import World

NAMES = ("Đỗ Thị Lan", "Trần Văn Sơn", "Vũ Thu Hương", "Lý Minh Khang")


@dataclass
class Scene:
    """A unit with two seats in a conference whose lists are due in ten days, and its focal person."""

    world: World
    conference: Conference
    unit: Unit
    group: InviteeGroup
    invitation: Invitation
    focal: Person
    organiser: Person
    actor: Actor

    def entry(self, number: int = 0, **changes: Any) -> Entry:
        entry = Entry(NAMES[number], "Giám đốc", None, "in_person", self.group.id)
        return replace(entry, **changes)

    async def enter(self, *numbers: int) -> delegates.Outcome:
        people = [self.entry(number) for number in numbers]
        return await delegates.enter(
            self.world.session, self.actor, self.conference.id, self.unit.id, people, now=self.world.now
        )

    async def names(self) -> list[str]:
        rows = await delegates_of(self.world.session, self.conference.id, self.unit.id)
        return [row.full_name for row in rows]


async def scene_of(world: World, *, seats: int | None = 2) -> Scene:
    organiser = await world.organiser()
    conference = await world.conference(organiser)
    conference.lists_due = world.now + timedelta(days=10)
    unit = await world.unit("Sở Tư pháp")
    group = await world.group(conference, [unit], seats=seats)
    focal = await world.focal(unit)
    invitation = await list_of(world.session, conference.id, unit.id)
    return Scene(world, conference, unit, group, invitation, focal, organiser, await world.actor(focal))


@pytest.fixture
async def scene(world: World) -> Scene:
    return await scene_of(world)


async def test_people_are_entered_and_the_unit_attends(scene: Scene) -> None:
    outcome = await scene.enter(0, 1)
    assert [row.person_key for row in outcome.delegates] == ["do thi lan", "tran van son"]
    assert await scene.names() == list(NAMES[:2])
    assert scene.invitation.answer is Answer.ATTENDING


async def test_more_than_the_seats_are_refused_as_a_whole(scene: Scene) -> None:
    with pytest.raises(Refusal, match="refused_no_seat"):
        await scene.enter(0, 1, 2)
    assert await scene.names() == []


async def test_two_namesakes_need_two_seats(scene: Scene) -> None:
    await scene.enter(0)
    twins = [scene.entry(1), scene.entry(1, position="Chuyên viên")]
    with pytest.raises(Refusal, match="refused_no_seat"):
        await delegates.enter(
            scene.world.session, scene.actor, scene.conference.id, scene.unit.id, twins, now=scene.world.now
        )


async def test_the_whole_groups_seats_bind_every_unit(world: World) -> None:
    scene = await scene_of(world, seats=None)
    scene.group.seats = 1
    other = await world.unit("Sở Y tế")
    await world.group(scene.conference, [other], seats=None)
    await scene.enter(0)
    with pytest.raises(Refusal, match="refused_no_seat"):
        await scene.enter(1)


@pytest.mark.parametrize(("field", "problem"), [("full_name", "name_missing"), ("position", "missing_office")])
async def test_a_missing_part_is_refused(scene: Scene, field: str, problem: str) -> None:
    with pytest.raises(Refusal, match=problem):
        await delegates.enter(
            scene.world.session,
            scene.actor,
            scene.conference.id,
            scene.unit.id,
            [scene.entry(0, **{field: ""})],
            now=scene.world.now,
        )


async def test_another_units_focal_person_is_refused(scene: Scene) -> None:
    other = await scene.world.unit("Sở Y tế")
    scene.actor = await scene.world.actor(await scene.world.focal(other))
    with pytest.raises(Refusal, match="other_unit"):
        await scene.enter(0)


async def test_nothing_is_entered_after_the_conference(scene: Scene) -> None:
    scene.world.clock.advance(timedelta(days=60))
    with pytest.raises(Refusal, match=r"delegates\.over"):
        await scene.enter(0)


async def test_an_absent_unit_must_first_attend(scene: Scene) -> None:
    scene.invitation.answer = Answer.ABSENT
    with pytest.raises(Refusal, match="unit_absent"):
        await scene.enter(0)


async def edited(scene: Scene, delegate_id: int, version: int | None = None, **fields: object) -> delegates.Outcome:
    return await delegates.edit(
        scene.world.session, scene.actor, delegate_id, fields, now=scene.world.now, version=version
    )


async def test_a_name_is_changed_with_its_key(scene: Scene) -> None:
    (row,) = (await scene.enter(0)).delegates
    await edited(scene, row.id, row.version, full_name="Đỗ Thị Liên")
    assert (row.full_name, row.person_key, row.version) == ("Đỗ Thị Liên", "do thi lien", 2)


async def test_a_change_of_marks_only_keeps_the_key(scene: Scene) -> None:
    (row,) = (await scene.enter(0)).delegates
    await edited(scene, row.id, full_name="Đỗ Thị Lân")
    assert row.person_key == "do thi lan"


async def test_nobody_is_renamed_to_somebody_on_the_list(scene: Scene) -> None:
    first, second = (await scene.enter(0, 1)).delegates
    with pytest.raises(Refusal, match="entered_already"):
        await edited(scene, second.id, full_name=first.full_name)


async def test_an_old_button_changes_nothing(scene: Scene) -> None:
    (row,) = (await scene.enter(0)).delegates
    await edited(scene, row.id, 1, position="Phó Giám đốc")
    with pytest.raises(Stale):
        await edited(scene, row.id, 1, position="Chuyên viên")
    assert row.position == "Phó Giám đốc"


async def test_another_group_needs_a_seat_there(scene: Scene) -> None:
    other = await scene.world.group(scene.conference, [scene.unit], seats=1)
    first, second = (await scene.enter(0, 1)).delegates
    await edited(scene, first.id, group_id=other.id)
    with pytest.raises(Refusal, match="refused_no_seat"):
        await edited(scene, second.id, group_id=other.id)
    assert (first.group_id, second.group_id) == (other.id, scene.group.id)


async def test_one_is_replaced_in_one_act_where_all_seats_are_taken(scene: Scene) -> None:
    first, _ = (await scene.enter(0, 1)).delegates
    outcome = await delegates.replace(
        scene.world.session, scene.actor, first.id, scene.entry(2), now=scene.world.now, version=first.version
    )
    assert first.state is DelegateState.REPLACED
    assert await scene.names() == [NAMES[1], NAMES[2]]
    assert outcome.delegates[0].full_name == NAMES[2]


async def withdrawn(scene: Scene, delegate_id: int) -> None:
    world = scene.world
    await delegates.withdraw(
        world.session, scene.actor, delegate_id, now=world.now, calendar=world.calendar, settings=world.settings
    )


async def test_a_withdrawal_frees_the_seat_and_the_name(scene: Scene) -> None:
    first, _ = (await scene.enter(0, 1)).delegates
    await withdrawn(scene, first.id)
    await scene.enter(0)
    assert await scene.names() == [NAMES[1], NAMES[0]]
    with pytest.raises(Refusal, match=r"delegates\.gone"):
        await withdrawn(scene, first.id)


async def test_a_complete_list_can_be_opened_again(scene: Scene) -> None:
    world = scene.world
    with pytest.raises(Refusal, match="nobody"):
        await delegate_lists.complete(world.session, scene.actor, scene.invitation.id, now=world.now)
    await scene.enter(0)
    version = scene.invitation.version
    await delegate_lists.complete(world.session, scene.actor, scene.invitation.id, now=world.now, version=version)
    assert scene.invitation.list_complete_at == world.now
    with pytest.raises(Stale):
        await delegate_lists.complete(world.session, scene.actor, scene.invitation.id, now=world.now, version=version)
    await delegate_lists.reopen(
        world.session,
        scene.actor,
        scene.invitation.id,
        now=world.now,
        calendar=world.calendar,
        settings=world.settings,
    )
    assert scene.invitation.list_complete_at is None


async def test_a_list_left_empty_is_not_complete(scene: Scene) -> None:
    (row,) = (await scene.enter(0)).delegates
    await delegate_lists.complete(scene.world.session, scene.actor, scene.invitation.id, now=scene.world.now)
    await withdrawn(scene, row.id)
    assert scene.invitation.list_complete_at is None
