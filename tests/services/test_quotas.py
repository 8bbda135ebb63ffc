"""The places of a unit change in a running conference: shown back, noted, told, and never by halves."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.errors import Refusal
from bot.services import quotas
from bot.services.access import Actor
from models.audit import AuditLine
from models.conferences import Conference, ConferenceState
from models.invitees import InviteeGroup, Place
from models.people import Person
from models.units import Unit
from tests.factories import World


@dataclass
class Scene:
    world: World
    actor: Actor
    conference: Conference
    group: InviteeGroup
    place: Place
    unit: Unit
    focal: Person


@pytest.fixture
async def scene(world: World) -> Scene:
    organiser = await world.organiser()
    conference = await world.conference(organiser)
    units = [await world.unit("Sở Nội vụ"), await world.unit("Sở Tư pháp")]
    group = await world.group(conference, units, seats=2)
    group.seats = 4
    await world.session.flush()
    query = select(Place).where(Place.group_id == group.id, Place.unit_id == units[0].id)
    place = (await world.session.scalars(query)).one()
    focal = await world.focal(units[0])
    return Scene(world, await world.actor(organiser), conference, group, place, units[0], focal)


async def test_the_change_is_shown_back_then_made_noted_and_told(scene: Scene) -> None:
    session, place = scene.world.session, scene.place
    shown = await quotas.preview(session, scene.actor, place.id, scene.conference.version, "3 đại biểu")
    assert shown is not None
    assert (shown.change.old, shown.change.new, shown.change.total) == (2, 3, (4, 5))
    assert place.seats == 2
    done = await quotas.change(session, scene.actor, place.id, shown.change.version, 3, now=scene.world.now)
    assert done is not None
    assert (done.told, place.seats, scene.group.seats) == (True, 3, 5)
    said = await scene.world.said(scene.focal)
    assert "Chỉ tiêu: 2 → <b>3</b>" in said[-1]
    assert await session.scalar(select(AuditLine.action).order_by(AuditLine.id.desc()).limit(1)) == "quota.change"


async def test_a_second_press_and_an_outdated_one_change_nothing(scene: Scene) -> None:
    session, version = scene.world.session, scene.conference.version
    assert await quotas.change(session, scene.actor, scene.place.id, version, 3, now=scene.world.now) is not None
    assert await quotas.change(session, scene.actor, scene.place.id, version, 5, now=scene.world.now) is None
    assert scene.place.seats == 3
    assert await quotas.preview(session, scene.actor, scene.place.id, version, "5") is None


@pytest.mark.parametrize("text", ["", "ba", "501", "2 hoặc 3", "-", "1234"])
async def test_what_is_no_number_of_places_is_refused(scene: Scene, text: str) -> None:
    with pytest.raises(Refusal, match="unreadable"):
        await quotas.preview(scene.world.session, scene.actor, scene.place.id, scene.conference.version, text)


async def test_the_present_number_is_no_change(scene: Scene) -> None:
    with pytest.raises(Refusal, match="same"):
        await quotas.preview(scene.world.session, scene.actor, scene.place.id, scene.conference.version, "02")


async def test_of_a_conference_that_is_over_or_of_others_nothing_changes(scene: Scene) -> None:
    session, version = scene.world.session, scene.conference.version
    stranger = await scene.world.actor(await scene.world.organiser("Đỗ Thị Lan"))
    with pytest.raises(Refusal, match="other_conference"):
        await quotas.change(session, stranger, scene.place.id, version, 3, now=scene.world.now)
    scene.conference.state = ConferenceState.CANCELLED
    await session.flush()
    with pytest.raises(Refusal, match="over"):
        await quotas.change(session, scene.actor, scene.place.id, version, 3, now=scene.world.now)


SEATS = st.lists(st.one_of(st.none(), st.integers(0, 30)), min_size=1, max_size=6)


@given(SEATS, st.integers(0, 30), st.one_of(st.none(), st.integers(0, 60)))
def test_a_total_leaves_room_for_what_the_units_have(before: list[int | None], new: int, total: int | None) -> None:
    after = [new, *before[1:]]
    found = quotas.total_after(total, before, after)
    if total is None:
        assert found is None
    else:
        assert found is not None
        assert found >= sum(seats or 0 for seats in after)
        assert found == total or found == sum(seats or 0 for seats in after)
