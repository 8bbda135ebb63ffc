"""Reminders as rows: planned for what is owed, cancelled and planned anew when it changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.services.duties import compute_due
from bot.services.reminders import cancel, plan_assignment, plan_conference, plan_invitation
from models.conferences import Conference, ConferenceSession, ConferenceState
from models.duties import Assignment, AssignmentState
from models.invitations import Answer, Invitation
from models.reminders import Reminder, ReminderState
from tests.factories import World

LISTS = "Gửi danh sách đại biểu tham dự Hội nghị"


async def planned(world: World, conference: Conference) -> None:
    await compute_due(world.session, conference.id, world.calendar)
    await plan_conference(world.session, conference.id, now=world.now, calendar=world.calendar, settings=world.settings)


async def open_rows(world: World) -> list[tuple[str, datetime]]:
    query = select(Reminder).where(Reminder.state == ReminderState.OPEN).order_by(Reminder.due_at, Reminder.id)
    return [(row.rule, row.due_at) for row in await world.session.scalars(query)]


@pytest.fixture
async def conference(world: World) -> Conference:
    return await world.conference(await world.organiser())


async def test_a_duty_gets_its_rings_and_the_first_one_after(world: World, conference: Conference) -> None:
    await world.duty(conference, [await world.unit("Sở Nội vụ")])  # before 4/12: by Thursday, 3/12
    await planned(world, conference)
    assert await open_rows(world) == [
        ("7d", datetime(2026, 11, 26, 1, tzinfo=UTC)),
        ("3d", datetime(2026, 11, 30, 1, tzinfo=UTC)),
        ("1d", datetime(2026, 12, 2, 1, tzinfo=UTC)),
        ("day", datetime(2026, 12, 3, 1, tzinfo=UTC)),
        ("overdue:2026-12-04", datetime(2026, 12, 4, 1, tzinfo=UTC)),
    ]


async def test_a_coordinating_unit_and_a_closed_duty_get_none(world: World, conference: Conference) -> None:
    lead = await world.unit("Sở Nội vụ")
    duty = await world.duty(conference, [lead], [await world.unit("Sở Tài chính")])
    row = await world.session.scalar(select(Assignment).where(Assignment.unit_id == lead.id))
    assert row is not None
    row.state = AssignmentState.HANDED_IN
    await planned(world, conference)
    assert duty.due_at is not None
    assert await open_rows(world) == []


async def test_planning_anew_cancels_what_was_open(world: World, conference: Conference) -> None:
    await world.duty(conference, [await world.unit("Sở Nội vụ")])
    await planned(world, conference)
    before = await open_rows(world)
    await planned(world, conference)
    assert await open_rows(world) == before
    rows = list(await world.session.scalars(select(Reminder)))
    assert {(row.state, row.version) for row in rows} == {(ReminderState.CANCELLED, 1), (ReminderState.OPEN, 2)}


async def test_rings_that_the_clock_has_not_come_to_yet_survive_planning(world: World, conference: Conference) -> None:
    await world.duty(conference, [await world.unit("Sở Nội vụ")])
    await planned(world, conference)
    before = await open_rows(world)
    world.clock.set(datetime(2026, 12, 2, 1, 5, tzinfo=UTC))
    await planned(world, conference)
    assert await open_rows(world) == before


async def test_an_invitation_is_recalled_until_the_list_is_complete(world: World, conference: Conference) -> None:
    unit = await world.unit("Sở Nội vụ")
    await world.group(conference, [unit])
    await planned(world, conference)
    # Due on a Monday: one day before and three days before are both the Friday.
    assert [rule for rule, _ in await open_rows(world)] == ["7d", "1d", "day", "overdue:2026-12-08"]
    invitation = await world.session.scalar(select(Invitation))
    assert invitation is not None
    invitation.answer = Answer.ABSENT
    await cancel(world.session, invitation_id=invitation.id, now=world.now)
    assert await open_rows(world) == []
    await planned(world, conference)
    assert await open_rows(world) == []


async def test_a_unit_with_a_duty_only_owes_no_list(world: World, conference: Conference) -> None:
    unit = await world.unit("Viễn thông Sơn Hà")
    await world.add(Invitation(conference_id=conference.id, unit_id=unit.id))
    await planned(world, conference)
    assert await open_rows(world) == []


async def test_the_duty_to_send_a_list_goes_with_the_list(world: World, conference: Conference) -> None:
    unit = await world.unit("Sở Nội vụ")
    await world.group(conference, [unit])
    await world.duty(conference, [unit], text=LISTS)
    await planned(world, conference)
    rows = list(await world.session.scalars(select(Reminder)))
    assert all(row.invitation_id and not row.assignment_id for row in rows)
    assignment = await world.session.scalar(select(Assignment))
    invitation = await world.session.scalar(select(Invitation))
    assert assignment is not None
    assert invitation is not None
    await cancel(world.session, invitation_id=invitation.id, now=world.now)
    assert assignment.state == AssignmentState.ACCEPTED
    await plan_invitation(world.session, invitation.id, now=world.now, calendar=world.calendar, settings=world.settings)
    assert assignment.state == AssignmentState.ACKNOWLEDGED
    assert len(await open_rows(world)) == len(rows)


async def test_one_assignment_is_cancelled_and_planned_by_itself(world: World, conference: Conference) -> None:
    await world.duty(conference, [await world.unit("Sở Nội vụ"), await world.unit("Sở Y tế")])
    await planned(world, conference)
    everything = await open_rows(world)
    assignment = await world.session.scalar(select(Assignment))
    assert assignment is not None
    await cancel(world.session, assignment_id=assignment.id, now=world.now)
    assert await open_rows(world) == everything[::2]
    await plan_assignment(world.session, assignment, now=world.now, calendar=world.calendar, settings=world.settings)
    assert await open_rows(world) == everything


async def test_a_conference_that_does_not_run_is_not_recalled(world: World, conference: Conference) -> None:
    await world.duty(conference, [await world.unit("Sở Nội vụ")])
    await planned(world, conference)
    conference.state = ConferenceState.CANCELLED
    await planned(world, conference)
    assert await open_rows(world) == []


async def test_rings_follow_the_event(world: World, conference: Conference) -> None:
    duty = await world.duty(conference, [await world.unit("Sở Nội vụ")])
    duty.deadline_day, duty.before, duty.days_before_event = None, False, 5
    await planned(world, conference)
    before = await open_rows(world)
    event = await world.session.scalar(select(ConferenceSession))
    assert event is not None
    event.first_day = event.last_day = date(2026, 12, 17)
    await planned(world, conference)
    assert [at - timedelta(days=7) for rule, at in await open_rows(world) if rule != "7d"] == [
        at for rule, at in before if rule != "7d"
    ]
