"""Who may: the table and what is read for it."""

from __future__ import annotations

import pytest

from bot.errors import Refusal
from bot.services.access import TABLE, Action, Role, require, require_conference
from tests.factories import World


async def test_every_action_stands_in_the_table() -> None:
    assert set(TABLE) == set(Action)


async def test_a_focal_person_acts_for_their_unit_only(world: World) -> None:
    mine, other = await world.unit("Sở Tư pháp"), await world.unit("Sở Y tế")
    actor = await world.actor(await world.focal(mine))
    require(actor, Action.ENTER_DELEGATES, unit_id=mine.id)
    with pytest.raises(Refusal, match="other_unit"):
        require(actor, Action.ENTER_DELEGATES, unit_id=other.id)
    with pytest.raises(Refusal, match="denied"):
        require(actor, Action.SEND_PLAN)


async def test_an_organiser_runs_their_own_conference(world: World) -> None:
    first, second = await world.organiser(), await world.organiser("Đỗ Thị Lan")
    conference = await world.conference(first)
    await require_conference(world.session, await world.actor(first), conference.id)
    with pytest.raises(Refusal, match="other_conference"):
        await require_conference(world.session, await world.actor(second), conference.id)


async def test_a_stranger_may_only_see_their_own_data(world: World) -> None:
    actor = await world.actor(await world.person())
    assert actor.roles == {Role.ANYONE}
    assert [action for action in Action if actor.may(action)] == [Action.SEE_OWN_DATA]
