"""The morning digest: on working days, once, and only where there is something to read."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.clock import OFFICE_ZONE
from bot.services.digests import MorningDigest
from bot.services.duties import compute_due
from bot.services.pings import DueReminders
from bot.services.reminders import plan_conference
from models.conferences import Conference
from models.delegates import ChangeRequest
from models.duties import Assignment, AssignmentState
from models.invitations import Answer, Invitation
from models.people import Membership, Organiser, Person
from tests.factories import World

TICK = MorningDigest()


@pytest.fixture
async def boss(world: World) -> Person:
    return await world.organiser()


@pytest.fixture
async def conference(world: World, boss: Person) -> Conference:
    return await world.conference(boss)


async def at(world: World, moment: str) -> None:
    """Come to `moment`, office time, and ring twice."""
    world.clock.set(datetime.fromisoformat(f"{moment}+07:00"))
    await TICK.run(world.session, world.now, world.settings)
    await TICK.run(world.session, world.now, world.settings)


async def owed(world: World, conference: Conference) -> None:
    await world.duty(conference, [await world.unit("Sở Nội vụ")])
    await compute_due(world.session, conference.id, world.calendar)
    await plan_conference(world.session, conference.id, now=world.now, calendar=world.calendar, settings=world.settings)


async def test_nothing_to_read_no_digest(world: World, conference: Conference, boss: Person) -> None:
    await owed(world, conference)
    await at(world, "2026-11-25 07:30")
    assert await world.said(boss) == []


async def test_due_today_then_late(world: World, conference: Conference, boss: Person) -> None:
    await owed(world, conference)  # by Thursday, 3/12
    await at(world, "2026-12-03 07:30")
    await at(world, "2026-12-07 07:30")
    today, late = await world.said(boss)
    assert "Đến hạn hôm nay: 1 việc" in today
    assert "• Sở Nội vụ:" in late
    assert "quá hạn 4 ngày" in late


async def test_everything_that_waits_is_counted(world: World, conference: Conference, boss: Person) -> None:
    units = [await world.unit(name) for name in ("Sở Nội vụ", "Sở Y tế", "Sở Tư pháp")]
    await world.group(conference, units)
    await world.duty(conference, units[:1])
    await compute_due(world.session, conference.id, world.calendar)
    assignment = await world.session.scalar(select(Assignment))
    assert assignment is not None
    assignment.state, assignment.handed_in_at = AssignmentState.HANDED_IN, world.now
    first, second, _ = await world.session.scalars(select(Invitation).order_by(Invitation.id))
    first.answer, first.answered_at = Answer.ATTENDING, world.now
    second.answer, second.answered_at = Answer.ABSENT, world.now - timedelta(days=30)
    request = ChangeRequest(conference_id=conference.id, unit_id=units[0].id, kind="withdraw", change={})
    request.asked_by, request.asked_at = boss.id, world.now
    await world.add(request)
    await at(world, "2026-11-25 07:30")
    (said,) = await world.said(boss)
    assert "chờ anh/chị chấp nhận: 1 việc" in said
    assert "1 tham dự, 0 vắng" in said
    assert "chờ quyết định: 1" in said


async def test_late_lists_and_units_that_nobody_joined(world: World, conference: Conference, boss: Person) -> None:
    await world.group(conference, [await world.unit("Viễn thông Sơn Hà"), await world.unit("Sở Y tế")])
    await compute_due(world.session, conference.id, world.calendar)  # lists by Monday, 7/12
    await plan_conference(world.session, conference.id, now=world.now, calendar=world.calendar, settings=world.settings)
    joined = await world.session.scalar(select(Invitation.unit_id).order_by(Invitation.id.desc()))
    assert joined is not None
    person = await world.person("Trần Văn Nam")
    await world.add(Membership(person_id=person.id, unit_id=joined, joined_at=world.now))
    world.clock.set(datetime(2026, 12, 7, 8, 0, tzinfo=OFFICE_ZONE))
    await DueReminders().run(world.session, world.now, world.settings)
    await at(world, "2026-12-08 07:30")
    (said,) = await world.said(boss)
    assert "Danh sách đại biểu quá hạn: 2 đơn vị" in said
    assert "không tới được 1 đơn vị" in said
    assert "Viễn thông Sơn Hà" in said


@pytest.mark.parametrize(
    "moment",
    [
        "2026-12-05 07:30",
        "2026-12-06 09:00",
        "2026-12-07 07:29",
        "2026-12-07 18:00",
    ],
)
async def test_never_on_a_day_off_early_or_in_the_evening(
    world: World, conference: Conference, boss: Person, moment: str
) -> None:
    await owed(world, conference)
    await at(world, moment)
    assert await world.said(boss) == []


async def test_after_a_pause_it_comes_the_same_day(world: World, conference: Conference, boss: Person) -> None:
    await owed(world, conference)
    await at(world, "2026-12-07 10:00")
    assert len(await world.said(boss)) == 1


async def test_whose_grant_ended_reads_nothing(world: World, conference: Conference, boss: Person) -> None:
    await owed(world, conference)
    grant = await world.session.scalar(select(Organiser))
    assert grant is not None
    grant.ended_at = world.now
    await at(world, "2026-12-07 07:30")
    assert await world.said(boss) == []


async def test_next_is_always_to_come_or_due(world: World) -> None:
    for hours in range(24 * 12):
        world.clock.set(datetime(2026, 11, 23, tzinfo=OFFICE_ZONE) + timedelta(hours=hours))
        found = await TICK.next(world.session, world.now, world.settings)
        assert found is not None
        local = found.astimezone(OFFICE_ZONE)
        assert world.calendar.is_working_day(local.date())
        assert (local.hour, local.minute) == (7, 30)
        await TICK.run(world.session, world.now, world.settings)
        after = await TICK.next(world.session, world.now, world.settings)
        assert after is not None
        # Whatever was due has been done: the alarm never spins.
        assert after > world.now
