"""Organisers look at duties, withdraw one, and change a deadline; units hear of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.errors import Refusal
from bot.messages.duty_changes import SureToMove
from bot.services import duty_board, duty_changes, duty_views
from bot.services.duties import compute_due
from bot.services.reminders import plan_conference
from bot.services.versions import Stale
from models.conferences import Conference
from models.duties import Assignment, AssignmentState
from models.invitations import Invitation
from models.people import Membership, Person
from models.reminders import Reminder, ReminderState
from tests.factories import World


@pytest.fixture
async def boss(world: World) -> Person:
    return await world.organiser()


@pytest.fixture
async def conference(world: World, boss: Person) -> Conference:
    return await world.conference(boss)


async def planned(world: World, conference: Conference) -> None:
    await compute_due(world.session, conference.id, world.calendar)
    await plan_conference(world.session, conference.id, now=world.now, calendar=world.calendar, settings=world.settings)


async def open_rules(world: World) -> list[str]:
    query = select(Reminder.rule).where(Reminder.state == ReminderState.OPEN).order_by(Reminder.due_at)
    return list(await world.session.scalars(query))


async def ask(world: World, boss: Person, duty_id: int, version: int, text: str) -> SureToMove:
    return await duty_changes.ask_to_move(
        world.session, await world.actor(boss), duty_id, version, text, now=world.now, calendar=world.calendar
    )


async def move(world: World, boss: Person, duty_id: int, version: int, code: str) -> None:
    await duty_changes.move(
        world.session,
        await world.actor(boss),
        duty_id,
        version,
        code,
        now=world.now,
        calendar=world.calendar,
        settings=world.settings,
    )


async def test_a_withdrawn_duty_is_recalled_no_more(world: World, conference: Conference, boss: Person) -> None:
    first, second = await world.unit("Sở Nội vụ"), await world.unit("Sở Y tế")
    focal, helper = await world.focal(first), await world.focal(second)
    duty = await world.duty(conference, [first], [second])
    await world.add(*(Invitation(conference_id=conference.id, unit_id=unit.id) for unit in (first, second)))
    await planned(world, conference)
    actor = await world.actor(boss)
    asked = await duty_changes.ask_to_withdraw(world.session, actor, duty.id, duty.version)
    assert asked.units == 2
    seen = duty.version
    await duty_changes.withdraw(world.session, actor, duty.id, seen, now=world.now)
    assert set(await world.session.scalars(select(Assignment.state))) == {AssignmentState.WITHDRAWN}
    assert await open_rules(world) == []
    assert all(["không còn phải thực hiện" in (await world.said(person))[0] for person in (focal, helper)])
    with pytest.raises(Stale):
        await duty_changes.withdraw(world.session, actor, duty.id, seen, now=world.now)
    found = await duty_views.unit_duties(
        world.session, await world.actor(focal), first.id, conference.id, now=world.now
    )
    assert found.duties == ()
    assert (await duty_board.board(world.session, actor, conference.id, now=world.now)).duties == ()


async def test_what_is_done_stays_done(world: World, conference: Conference, boss: Person) -> None:
    units = [await world.unit("Sở Nội vụ"), await world.unit("Sở Y tế")]
    duty = await world.duty(conference, units)
    done = await world.session.scalar(select(Assignment).where(Assignment.unit_id == units[0].id))
    assert done is not None
    done.state = AssignmentState.ACCEPTED
    await duty_changes.withdraw(world.session, await world.actor(boss), duty.id, duty.version, now=world.now)
    assert done.state == AssignmentState.ACCEPTED


async def test_a_new_deadline_is_shown_back_then_told_old_and_new(
    world: World, conference: Conference, boss: Person
) -> None:
    unit = await world.unit("Sở Nội vụ")
    focal = await world.focal(unit)
    duty = await world.duty(conference, [unit])
    await planned(world, conference)
    shown = await ask(world, boss, duty.id, duty.version, "16 giờ ngày 8/12")
    assert shown.new.moment == datetime(2026, 12, 8, 9, tzinfo=UTC)
    assert await world.said() == []
    data = shown.render("vi").rows[0][0].press
    assert data == f"duty.due_ok:{duty.id}:{duty.version}:202612081600"
    await move(world, boss, duty.id, duty.version, "202612081600")
    assert duty.due_at == shown.new.moment
    (told,) = await world.said(focal)
    assert "Hạn cũ: chậm nhất thứ Năm, 3/12/2026, 17:00 (kế hoạch ghi “trước ngày 04/12/2026”)" in told
    assert "Hạn mới: chậm nhất thứ Ba, 8/12/2026, 16:00" in told
    assert await open_rules(world) == ["7d", "3d", "1d", "day", "overdue:2026-12-09"]


async def test_a_deadline_on_a_day_off_is_the_working_day_before(
    world: World, conference: Conference, boss: Person
) -> None:
    duty = await world.duty(conference, [await world.unit("Sở Nội vụ")])
    shown = await ask(world, boss, duty.id, duty.version, "12/12/2026")
    assert shown.from_day_off
    assert shown.new.moment == datetime(2026, 12, 11, 10, tzinfo=UTC)


@pytest.mark.parametrize(("text", "key"), [("khi nào xong thì thôi", "unclear"), ("20/11/2026", "past")])
async def test_an_unclear_or_past_deadline_is_refused(
    world: World, conference: Conference, boss: Person, text: str, key: str
) -> None:
    duty = await world.duty(conference, [await world.unit("Sở Nội vụ")])
    with pytest.raises(Refusal, match=key):
        await ask(world, boss, duty.id, duty.version, text)


async def test_the_present_deadline_is_no_change(world: World, conference: Conference, boss: Person) -> None:
    duty = await world.duty(conference, [await world.unit("Sở Nội vụ")])
    await planned(world, conference)
    with pytest.raises(Refusal, match="same"):
        await ask(world, boss, duty.id, duty.version, "17h ngày 3/12/2026")


@pytest.mark.parametrize("code", ["", "2026", "20261340", "20261212x"])
async def test_a_forged_button_moves_nothing(world: World, conference: Conference, boss: Person, code: str) -> None:
    duty = await world.duty(conference, [await world.unit("Sở Nội vụ")])
    with pytest.raises(Refusal, match="old_button"):
        await move(world, boss, duty.id, duty.version, code)


async def test_only_its_organisers_change_a_duty(world: World, conference: Conference) -> None:
    duty = await world.duty(conference, [await world.unit("Sở Nội vụ")])
    other = await world.organiser("Đỗ Thị Lan")
    with pytest.raises(Refusal, match="other_conference"):
        await ask(world, other, duty.id, duty.version, "8/12")
    with pytest.raises(Refusal, match="other_conference"):
        await duty_board.board(world.session, await world.actor(other), conference.id, now=world.now)


async def test_the_list_of_a_unit_has_what_is_owed_first(world: World, conference: Conference) -> None:
    unit, other = await world.unit("Sở Nội vụ"), await world.unit("Sở Y tế")
    focal = await world.focal(unit)
    done = await world.duty(conference, [unit], text="Việc đã xong")
    await world.duty(conference, [other], [unit], text="Việc phối hợp")
    await world.duty(conference, [unit], text="Việc không hạn", due_in=None)
    late = await world.duty(conference, [unit], text="Việc quá hạn")
    late.due_at = world.now
    row = await world.session.scalar(select(Assignment).where(Assignment.duty_id == done.id))
    assert row is not None
    row.state = AssignmentState.ACCEPTED
    found = await duty_views.unit_duties(world.session, await world.actor(focal), unit.id, conference.id, now=world.now)
    texts = [duty.text for duty in found.duties]
    assert texts[:2] == ["Việc quá hạn", "Việc không hạn"]
    assert set(texts[2:]) == {"Việc phối hợp", "Việc đã xong"}
    assert (found.owed, found.late) == (2, 1)
    with pytest.raises(Refusal, match="other_unit"):
        await duty_views.unit_duties(world.session, await world.actor(focal), other.id, conference.id, now=world.now)


async def test_a_choice_is_offered_where_it_is_open(world: World, conference: Conference, boss: Person) -> None:
    first, second = await world.unit("Sở Nội vụ"), await world.unit("Sở Y tế")
    focal = await world.focal(first)
    await world.add(Membership(person_id=focal.id, unit_id=second.id, joined_at=world.now))
    await world.duty(conference, [first], [second])
    await world.duty(await world.conference(boss, title="Hội nghị khác"), [second])
    found = await duty_views.choices(world.session, await world.actor(focal))
    assert [(choice.unit, choice.owed) for choice in found] == [("Sở Nội vụ", 1), ("Sở Y tế", 0), ("Sở Y tế", 1)]
