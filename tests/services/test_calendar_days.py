"""The office's own days: declared by a document, over the calendar, and every deadline follows at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.clock import OFFICE_ZONE
from bot.errors import Refusal
from bot.services import duties
from bot.services.access import Actor
from bot.services.arrival import arrived
from bot.services.calendar_days import calendar_of, day_typed, declare, own_days, take_back
from models.reminders import Reminder, ReminderState
from tests.factories import World

THURSDAY = date(2026, 12, 3)


async def office(world: World) -> Actor:
    return await world.actor(await world.organiser())


async def test_a_declared_day_moves_deadlines_and_back(world: World) -> None:
    organiser, unit = await world.organiser(), await world.unit("Sở Nội vụ")
    conference = await world.conference(organiser)
    duty = await world.duty(conference, [unit])  # before 04/12/2026: by the end of Thursday, 3/12
    await duties.compute_due(world.session, conference.id, world.calendar)
    assert duty.due_at is not None
    assert duty.due_at.astimezone(OFFICE_ZONE).date() == THURSDAY
    actor = await world.actor(organiser)
    source = "Công văn 12/UBND-NC"
    moved = await declare(
        world.session, actor, THURSDAY, working=False, source=source, now=world.now, settings=world.settings
    )
    assert (moved, duty.due_at.astimezone(OFFICE_ZONE).date()) == (1, date(2026, 12, 2))
    assert not (await calendar_of(world.session)).is_working_day(THURSDAY)
    rings = await world.session.scalars(select(Reminder).where(Reminder.state == ReminderState.OPEN))
    assert THURSDAY not in {ring.due_at.astimezone(OFFICE_ZONE).date() for ring in rings}
    assert [row.day for row in await own_days(world.session, actor, now=world.now)] == [THURSDAY]
    assert await take_back(world.session, actor, THURSDAY, now=world.now, settings=world.settings) == 1
    assert duty.due_at.astimezone(OFFICE_ZONE).date() == THURSDAY
    with pytest.raises(Refusal, match="gone"):
        await take_back(world.session, actor, THURSDAY, now=world.now, settings=world.settings)


async def test_a_day_is_declared_by_a_document_and_by_the_office(world: World) -> None:
    actor = await office(world)
    with pytest.raises(Refusal, match="bad_source"):
        await declare(world.session, actor, THURSDAY, working=False, source="", now=world.now, settings=world.settings)
    focal = await world.actor(await world.focal(await world.unit("Sở Nội vụ")))
    with pytest.raises(Refusal, match="denied"):
        await declare(
            world.session, focal, THURSDAY, working=False, source="CV 1", now=world.now, settings=world.settings
        )


async def test_a_typed_day_is_sure_and_ahead(world: World) -> None:
    assert day_typed("3/12/2026", world.calendar, now=world.now) == THURSDAY
    with pytest.raises(Refusal, match="unsure"):
        day_typed("hôm nào đó", world.calendar, now=world.now)
    with pytest.raises(Refusal, match="past"):
        day_typed("20/11/2026", world.calendar, now=world.now)


async def test_whoever_writes_brings_the_calendar_as_it_is(world: World) -> None:
    actor = await office(world)
    focal = await world.focal(await world.unit("Sở Nội vụ"))
    saturday = THURSDAY + timedelta(days=2)
    for day, working in ((THURSDAY, False), (saturday, True)):
        await declare(world.session, actor, day, working=working, source="CV 1", now=world.now, settings=world.settings)
    for telegram_id in (focal.telegram_id, 990_000_001):  # known and new
        arrival = await arrived(world.session, telegram_id, language="vi", owners=(), now=world.now)
        assert not arrival.calendar.is_working_day(THURSDAY)
        assert arrival.calendar.is_working_day(saturday)
    await take_back(world.session, actor, THURSDAY, now=world.now, settings=world.settings)
    arrival = await arrived(world.session, focal.telegram_id, language="vi", owners=(), now=world.now)
    assert arrival.calendar.is_working_day(THURSDAY)
