"""The term of keeping: who is forgotten, who isn't yet, and what is left of them."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.clock import OFFICE_ZONE
from bot.services.access import Role
from bot.services.own_data import seen
from bot.services.retention import ForgetPeople
from models.conferences import ConferenceSession, ConferenceState
from models.inbox import StoredUpdate, UpdateState
from models.outbox import OutboxMessage, OutboxState
from models.people import Membership, Person
from models.units import Unit
from tests.factories import EVENT, World, put_row

TERM = timedelta(days=90)


async def rings(world: World, moment: datetime) -> bool:
    world.clock.set(moment)
    return await ForgetPeople().run(world.session, world.now, world.settings)


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=OFFICE_ZONE)


@pytest.fixture
async def unit(world: World) -> Unit:
    return await world.unit("Sở Nội vụ")


@pytest.fixture
async def person(world: World, unit: Unit) -> Person:
    return await world.focal(unit)


async def test_a_name_is_kept_for_the_term_after_the_conference_and_no_longer(
    world: World, unit: Unit, person: Person
) -> None:
    conference = await world.conference(await world.organiser())
    await world.group(conference, [unit])
    await rings(world, morning(EVENT + TERM))  # Wednesday, 10/3/2027: the last day of the term
    assert person.full_name == "Phạm Minh Đức"
    await rings(world, morning(EVENT + TERM + timedelta(days=1)))
    assert [person.full_name, person.phone, person.consented_at] == [None, None, None]
    assert (await world.actor(person)).roles == {Role.ANYONE}
    assert ["Thời hạn lưu dữ liệu đã hết" in text for text in await world.said(person)] == [True]


async def test_an_open_conference_keeps_its_people(world: World, unit: Unit, person: Person) -> None:
    conference = await world.conference(await world.organiser())
    await world.group(conference, [unit])
    (session,) = await world.session.scalars(select(ConferenceSession))
    session.first_day = session.last_day = None
    await world.session.flush()
    await rings(world, morning(date(2027, 10, 1)))
    assert person.full_name == "Phạm Minh Đức"
    conference.state = ConferenceState.CANCELLED
    await world.session.flush()
    await rings(world, morning(date(2027, 10, 1)))
    assert person.full_name is None


async def test_organisers_and_those_who_joined_of_late_are_kept(world: World, unit: Unit, person: Person) -> None:
    organiser = await world.organiser()
    world.clock.set(morning(date(2027, 6, 1)))
    other = await world.unit("Sở Y tế")
    await world.add(Membership(person_id=person.id, unit_id=other.id, joined_at=world.now))
    await rings(world, morning(date(2027, 6, 2)))
    assert (organiser.full_name, person.full_name) == ("Nguyễn Văn Bình", "Phạm Minh Đức")


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2027, 6, 1, 6, tzinfo=OFFICE_ZONE),
        datetime(2027, 6, 1, 20, tzinfo=OFFICE_ZONE),
        datetime(2027, 6, 5, 9, tzinfo=OFFICE_ZONE),  # a Saturday
    ],
)
async def test_nobody_is_told_outside_office_hours(world: World, person: Person, moment: datetime) -> None:
    await rings(world, moment)
    assert person.full_name == "Phạm Minh Đức"
    assert await world.said() == []


async def test_what_was_said_in_the_chat_is_emptied_too(world: World, person: Person) -> None:
    data = await seen(world.session, await world.actor(person), settings=world.settings)
    row = await put_row(world.session, person, data, now=world.now)
    row.state = OutboxState.SENT
    contact = {"update_id": 5, "message": {"contact": {"phone_number": person.phone}}}
    await world.add(
        StoredUpdate(
            bot_id=1,
            update_id=5,
            chat_key=str(person.telegram_id),
            body=json.dumps(contact),
            state=UpdateState.DONE,
            received_at=world.now,
        )
    )
    phone = person.phone
    assert phone is not None
    await rings(world, morning(date(2027, 6, 1)))
    world.session.expire_all()
    bodies = list(await world.session.scalars(select(StoredUpdate.body)))
    payloads = list(await world.session.scalars(select(OutboxMessage.payload)))
    assert phone not in str(bodies)
    assert "0900" not in str(payloads)
