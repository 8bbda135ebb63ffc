"""Many names of a plan decided by one tap: those shown, and nothing else."""

from __future__ import annotations

import pytest

from bot.errors import Refusal
from bot.messages.plan_units import Sweep
from bot.services import plan_unit_lists, plan_unit_sweeps, plan_units
from models.plans import Plan, PlanUnit, UnitLinkState
from tests.services.plan_office import Office, office

__all__ = ["office"]


async def unclear(office: Office, plan: Plan, *names: str) -> None:
    """Let these names be like two units of the registry each."""
    alike = [(await office.name(plan, name)).unit_ids[0] for name in ("Sở Nội vụ", "Sở Tư pháp")]
    for name in names:
        row = PlanUnit(plan_id=plan.id, name=name, state=UnitLinkState.ASKED, unit_ids=[], candidates=alike)
        office.session.add(row)
    await office.session.flush()


async def states(office: Office, plan: Plan) -> dict[str, tuple[UnitLinkState, bool]]:
    return {row.name: (row.state, row.open) for row in await plan_units.units_of(office.session, plan.id)}


async def test_unclear_names_become_new_units_at_once(office: Office) -> None:
    plan = await office.sends()
    before = await states(office, plan)
    await unclear(office, plan, "Sở Ngoại vụ", "Cục Thuế tỉnh")
    shown = await plan_unit_sweeps.question_of(office.session, plan, Sweep.NEW)
    assert [named.name for named in shown.names] == ["Sở Ngoại vụ", "Cục Thuế tỉnh"]
    done = await plan_unit_sweeps.carry_out(office.session, office.actor, plan.id, Sweep.NEW, now=office.world.now)
    made = (UnitLinkState.NEW, False)
    assert done == 2
    assert await states(office, plan) == {**before, "Sở Ngoại vụ": made, "Cục Thuế tỉnh": made}
    row = await office.name(plan, "Sở Ngoại vụ")
    assert (row.kind, row.level) == ("department", "province")


async def test_groups_are_accepted_at_once_with_their_members(office: Office) -> None:
    plan = await office.sends()
    group = await office.name(plan, "UBND các xã, phường")
    members = list(group.unit_ids)
    assert (
        await plan_unit_sweeps.carry_out(office.session, office.actor, plan.id, Sweep.GROUPS, now=office.world.now) == 1
    )
    assert (group.decided, group.unit_ids, len(members)) == (True, members, 2)
    with pytest.raises(Refusal, match="old_button"):  # a name that no registry tells is left to be looked at
        await plan_unit_sweeps.carry_out(office.session, office.actor, plan.id, Sweep.NEW, now=office.world.now)


async def test_one_tap_is_offered_for_many_names_only(office: Office) -> None:
    plan = await office.sends()

    async def offered() -> list[str]:
        page = await plan_unit_lists.list_of(office.session, plan, 1, now=office.world.now)
        return [b.press for row in page.render("vi").rows for b in row if b.press and "sweep" in b.press]

    assert await offered() == []
    await unclear(office, plan, "Sở Ngoại vụ")
    assert await offered() == []
    await unclear(office, plan, "Cục Thuế tỉnh")
    assert await offered() == [f"plan.sweep:{plan.id}:new"]
