"""Pings, day by day: on working days at 08:00, for what is still owed, one message a person, once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import func, select, update

from bot.clock import OFFICE_ZONE
from bot.messages.base import plain
from bot.outbox.put import put
from bot.services.duties import compute_due
from bot.services.pings import CHUNK, OPEN, PAUSE, DueReminders
from bot.services.reminders import plan_conference
from models.calendar_days import CalendarDay
from models.conferences import Conference, ConferenceSession, ConferenceState
from models.duties import Assignment, AssignmentState
from models.invitations import Answer, Invitation
from models.outbox import Lane, OutboxMessage, OutboxState
from models.people import Membership, Person
from models.reminders import Reminder, ReminderState
from models.units import Unit
from tests.factories import World

TICK = DueReminders()


async def planned(world: World, conference: Conference) -> None:
    await compute_due(world.session, conference.id, world.calendar)
    await plan_conference(world.session, conference.id, now=world.now, calendar=world.calendar, settings=world.settings)


async def ring(world: World) -> None:
    while await TICK.run(world.session, world.now, world.settings):
        pass


async def walk(world: World, until: date) -> list[datetime]:
    """Ring at every instant that the tick names, until the end of `until`; return when something was sent."""
    end = datetime.combine(until, time(23, 59), OFFICE_ZONE)
    sent: list[datetime] = []
    while (at := await TICK.next(world.session, world.now, world.settings)) is not None and at <= end:
        world.clock.set(max(at, world.now))
        before = len(await world.said())
        await ring(world)
        await ring(world)
        if len(await world.said()) > before:
            sent.append(world.now.astimezone(OFFICE_ZONE))
    world.clock.set(end)
    return sent


@pytest.fixture
async def boss(world: World) -> Person:
    return await world.organiser()


@pytest.fixture
async def conference(world: World, boss: Person) -> Conference:
    return await world.conference(boss)


@pytest.fixture
async def unit(world: World) -> Unit:
    return await world.unit("Sở Nội vụ")


def days(sent: list[datetime]) -> list[str]:
    assert all(at.time() == time(8) for at in sent)
    return [f"{at:%d/%m}" for at in sent]


async def test_a_whole_conference_day_by_day(world: World, conference: Conference, unit: Unit, boss: Person) -> None:
    focal = await world.focal(unit)
    await world.duty(conference, [unit])  # before 4/12: by Thursday, 3/12
    await planned(world, conference)
    sent = await walk(world, date(2026, 12, 31))
    # 7, 3 and 1 days before, the day, then each working day until the conference (Thursday, 10/12) is over.
    assert days(sent) == ["26/11", "30/11", "02/12", "03/12", "04/12", "07/12", "08/12", "09/12", "10/12"]
    said = await world.said(focal)
    assert len(said) == len(sent)
    assert "Còn 7 ngày" in said[0]
    assert "chậm nhất thứ Năm, 3/12/2026, 17:00 (kế hoạch ghi “trước ngày 04/12/2026”)" in said[0]
    assert "(mục V.1)" in said[0]
    assert "Hôm nay là hạn cuối" in said[3]
    assert "Quá hạn 1 ngày" in said[4]
    told = await world.said(boss)
    assert len(told) == 1
    assert "Đã nhắc 3 lần" in told[0]
    assert "Sở Nội vụ" in told[0]
    assert await TICK.next(world.session, world.now, world.settings) is None


async def test_a_duty_that_comes_after_the_conference_is_recalled_after_it(
    world: World, conference: Conference, unit: Unit
) -> None:
    await world.focal(unit)
    duty = await world.duty(conference, [unit])
    duty.deadline_day = date(2026, 12, 17)
    await planned(world, conference)
    sent = await walk(world, date(2026, 12, 18))
    assert days(sent) == ["09/12", "11/12", "15/12", "16/12", "17/12", "18/12"]


@pytest.mark.parametrize("state", [AssignmentState.HANDED_IN, AssignmentState.ACCEPTED, AssignmentState.WITHDRAWN])
async def test_what_is_done_meanwhile_is_not_recalled(
    world: World, conference: Conference, unit: Unit, state: AssignmentState
) -> None:
    await world.focal(unit)
    await world.duty(conference, [unit])
    await planned(world, conference)
    row = await world.session.scalar(select(Assignment))
    assert row is not None
    row.state = state
    assert await walk(world, date(2026, 12, 31)) == []
    assert set(await world.session.scalars(select(Reminder.state))) == {ReminderState.CANCELLED}


async def test_a_conference_called_off_is_silent(world: World, conference: Conference, unit: Unit) -> None:
    await world.focal(unit)
    await world.duty(conference, [unit])
    await planned(world, conference)
    conference.state = ConferenceState.CANCELLED
    assert await walk(world, date(2026, 12, 31)) == []


async def test_a_missing_answer_then_a_missing_list(world: World, conference: Conference, unit: Unit) -> None:
    focal = await world.focal(unit)
    await world.group(conference, [unit])
    await planned(world, conference)  # three working days before Thursday, 10/12: by Monday, 7/12
    assert days(await walk(world, date(2026, 11, 30))) == ["30/11"]
    assert "Trả lời giấy mời" in (await world.said(focal))[-1]
    invitation = await world.session.scalar(select(Invitation))
    assert invitation is not None
    invitation.answer = Answer.ATTENDING
    assert days(await walk(world, date(2026, 12, 6))) == ["04/12"]
    assert "Hoàn thành danh sách đại biểu (đã nhập 0 người)" in (await world.said(focal))[-1]
    invitation.answer = Answer.ABSENT
    assert await walk(world, date(2026, 12, 31)) == []


async def test_organisers_hear_of_a_missing_list_once(
    world: World, conference: Conference, unit: Unit, boss: Person
) -> None:
    await world.focal(unit)
    await world.group(conference, [unit])
    second = date(2026, 12, 31)
    await world.add(
        ConferenceSession(
            conference_id=conference.id, name="Phiên 2", precision="day", first_day=second, last_day=second, modes=[]
        )
    )
    await planned(world, conference)
    await walk(world, date(2026, 12, 9))
    await planned(world, conference)
    assert await world.said(boss) == []
    await walk(world, date(2026, 12, 31))
    assert len(await world.said(boss)) == 1


async def test_what_falls_due_to_one_person_at_one_instant_is_one_message(world: World, boss: Person) -> None:
    first, second = await world.unit("Sở Nội vụ"), await world.unit("Thanh tra tỉnh")
    focal = await world.focal(first)
    await world.add(Membership(person_id=focal.id, unit_id=second.id, joined_at=world.now))
    one = await world.conference(boss)
    two = await world.conference(boss, title="Hội nghị tổng kết chuyển đổi số")
    late = await world.duty(one, [first, second], text="Nộp bài phát biểu")
    late.deadline_day = date(2026, 11, 30)
    await world.duty(two, [first])
    await planned(world, one)
    await planned(world, two)
    await walk(world, date(2026, 12, 1))
    world.clock.set(datetime(2026, 12, 2, 1, tzinfo=UTC))
    before = len(await world.said(focal))
    await ring(world)
    (said,) = (await world.said(focal))[before:]
    assert said.count("Nộp bài phát biểu") == 2
    assert said.index("Quá hạn") < said.index("Còn 1 ngày")
    assert "2 việc quá hạn, 1 việc sắp đến hạn" in said
    assert "Sở Nội vụ: Nộp" in said
    assert "Thanh tra tỉnh: Nộp" in said
    assert "tổng kết chuyển đổi số" in said


async def test_chunks_do_not_split_a_person(world: World, conference: Conference) -> None:
    units = [await world.unit(f"UBND xã Sơn {number}", level="commune") for number in range(210)]
    shared = await world.focal(units[0])
    await world.add(Membership(person_id=shared.id, unit_id=units[-1].id, joined_at=world.now))
    await world.duty(conference, units)
    await planned(world, conference)
    world.clock.set(datetime(2026, 11, 26, 1, tzinfo=UTC))
    assert await TICK.run(world.session, world.now, world.settings)
    while await TICK.run(world.session, world.now, world.settings):
        pass
    assert len(await world.said(shared)) == 1
    assert len(await world.said()) == 1


async def test_pings_wait_as_open_rows_until_others_have_left(world: World, conference: Conference) -> None:
    units = [await world.unit(f"UBND xã Sơn {number}", level="commune") for number in range(3 * CHUNK)]
    people = [await world.focal(unit) for unit in units]
    duty = await world.duty(conference, units)
    await planned(world, conference)
    world.clock.set(datetime(2026, 11, 26, 1, tzinfo=UTC))
    while await TICK.run(world.session, world.now, world.settings):
        pass
    put = len(await world.said())
    assert CHUNK <= put < 3 * CHUNK
    assert await TICK.next(world.session, world.now, world.settings) == world.now + PAUSE
    await world.session.execute(update(OutboxMessage).values(state=OutboxState.SENT))
    last = await world.session.scalar(select(Assignment).where(Assignment.unit_id == units[-1].id))
    assert last is not None
    last.state = AssignmentState.ACCEPTED  # done while the others' pings were leaving
    for _ in range(4):
        while await TICK.run(world.session, world.now, world.settings):
            pass
        await world.session.execute(update(OutboxMessage).values(state=OutboxState.SENT))
    assert len(await world.said()) == 3 * CHUNK - 1
    assert await world.said(people[-1]) == []
    assert duty.text in (await world.said(people[-2]))[0]


async def test_of_what_is_due_at_once_the_nearest_deadline_is_told_first(world: World, conference: Conference) -> None:
    rules = ("overdue:2026-11-26", "7d", "3d", "1d", "day")
    units = [await world.unit(f"UBND xã Sơn {number}", level="commune") for number in range(len(rules))]
    rule_of = {(await world.focal(unit)).telegram_id: rule for unit, rule in zip(units, rules, strict=True)}
    world.clock.set(datetime(2026, 11, 26, 1, tzinfo=UTC))
    await world.duty(conference, units[:1], due_in=-timedelta(days=1))
    await world.duty(conference, units[1:])
    owed = list(await world.session.scalars(select(Assignment).order_by(Assignment.id)))
    for each, rule in zip(owed, rules, strict=True):
        about = {"conference_id": conference.id, "unit_id": each.unit_id, "assignment_id": each.id}
        await world.add(Reminder(rule=rule, due_at=world.now, **about))
    stranger = await world.person(telegram_id=9)
    for _ in range(CHUNK - 1):  # there is one place left
        await put(world.session, stranger, plain("common.cancelled"), now=world.now, lane=Lane.REMINDER)
    told = []
    for _ in rules:
        await ring(world)
        query = select(OutboxMessage).where(OutboxMessage.chat_id.in_(rule_of), OutboxMessage.state == "waiting")
        (row,) = await world.session.scalars(query)
        told.append(rule_of[row.chat_id])
        row.state = OutboxState.SENT
    assert told == ["day", "1d", "3d", "7d", "overdue:2026-11-26"]


async def test_nobody_joined(world: World, conference: Conference, unit: Unit) -> None:
    await world.duty(conference, [unit])
    await planned(world, conference)
    assert await walk(world, date(2026, 12, 4)) == []
    states = list(await world.session.scalars(select(Reminder.state)))
    assert states == [ReminderState.MISSED] * 5 + [ReminderState.OPEN]
    await world.focal(unit)
    assert days(await walk(world, date(2026, 12, 7))) == ["07/12"]
    row = await world.session.scalar(select(Assignment))
    assert row is not None
    assert row.overdue_pings == 1


async def test_slept_through_rings_collapse_and_come_late_with_a_note(
    world: World, conference: Conference, unit: Unit
) -> None:
    focal = await world.focal(unit)
    await world.duty(conference, [unit])
    await planned(world, conference)
    world.clock.set(datetime(2026, 12, 2, 14, 0, tzinfo=OFFICE_ZONE))
    await ring(world)
    (said,) = await world.said(focal)
    assert "Còn 1 ngày" in said
    assert "đến muộn hơn lịch nhắc" in said


async def test_a_late_ring_waits_for_office_hours(world: World, conference: Conference, unit: Unit) -> None:
    focal = await world.focal(unit)
    await world.duty(conference, [unit])
    await planned(world, conference)
    world.clock.set(datetime(2026, 11, 26, 22, 0, tzinfo=OFFICE_ZONE))
    await ring(world)
    assert await world.said(focal) == []
    assert await TICK.next(world.session, world.now, world.settings) == datetime(2026, 11, 27, 1, tzinfo=UTC)
    world.clock.set(datetime(2026, 11, 30, 12, 0, tzinfo=OFFICE_ZONE))
    await ring(world)
    assert await world.said(focal) == []
    world.clock.set(datetime(2026, 11, 30, 13, 30, tzinfo=OFFICE_ZONE))
    await ring(world)
    assert len(await world.said(focal)) == 1


async def test_a_ring_slept_through_past_its_deadline_is_missed(
    world: World, conference: Conference, unit: Unit
) -> None:
    focal = await world.focal(unit)
    await world.duty(conference, [unit])
    await planned(world, conference)
    world.clock.set(datetime(2026, 12, 3, 18, 0, tzinfo=OFFICE_ZONE))
    await ring(world)
    assert await world.said(focal) == []
    assert days(await walk(world, date(2026, 12, 4))) == ["04/12"]


async def test_a_day_declared_off_after_planning_is_kept_free(world: World, conference: Conference, unit: Unit) -> None:
    await world.focal(unit)
    await world.duty(conference, [unit])
    await planned(world, conference)
    await world.add(
        CalendarDay(day=date(2026, 11, 30), working=False, source="Công văn 1"),
        CalendarDay(day=date(2026, 12, 4), working=False, source="Công văn 1"),
    )
    sent = await walk(world, date(2026, 12, 7))
    assert days(sent) == ["26/11", "01/12", "02/12", "03/12", "07/12"]


async def test_moving_the_event_between_pings(world: World, conference: Conference, unit: Unit) -> None:
    focal = await world.focal(unit)
    duty = await world.duty(conference, [unit])
    duty.deadline_day, duty.before, duty.days_before_event = None, False, 5
    await planned(world, conference)  # by Friday, 4/12
    assert days(await walk(world, date(2026, 12, 1))) == ["27/11", "01/12"]
    event = await world.session.scalar(select(ConferenceSession))
    assert event is not None
    event.first_day = event.last_day = date(2026, 12, 17)
    await planned(world, conference)  # by Friday, 11/12
    assert days(await walk(world, date(2026, 12, 13))) == ["04/12", "08/12", "10/12", "11/12"]
    assert "11/12/2026" in (await world.said(focal))[-1]
    keys = list(await world.session.scalars(select(OutboxMessage.key)))
    assert len(keys) == len(set(keys))


async def test_what_is_due_is_found_by_the_index_of_open_rows(world: World) -> None:
    connection = await world.session.connection()
    if connection.dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads a table this small without any index")
    earliest = select(func.min(Reminder.due_at)).where(OPEN)
    for query in (earliest, select(Reminder.id).where(OPEN, Reminder.due_at <= func.now())):
        sql = query.compile(dialect=connection.dialect, compile_kwargs={"render_postcompile": True})
        plan = (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")).all()
        assert "ix_reminder_due_open" in str(plan)
