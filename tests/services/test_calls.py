"""Whom to call: numbers are masked until an organiser asks for them, and the asking is noted."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.errors import Refusal
from bot.messages.phones import whole
from bot.services import calls
from bot.services.unit_lists import card
from models.audit import AuditLine
from models.people import Person
from models.units import Unit
from tests.factories import World


@pytest.fixture
async def unit(world: World) -> Unit:
    return await world.unit("Sở Nội vụ")


@pytest.fixture
async def focal(world: World, unit: Unit) -> Person:
    return await world.focal(unit)


async def test_an_organiser_presses_for_the_number_and_it_is_noted(world: World, unit: Unit, focal: Person) -> None:
    organiser = await world.organiser()
    actor = await world.actor(organiser)
    number = whole(focal.phone)
    shown = (await card(world.session, actor, unit.id, now=world.now)).render("vi")
    assert number not in shown.text
    assert any(button.press == f"calls.unit:{unit.id}" for row in shown.rows for button in row)
    asked = (await calls.of_unit(world.session, actor, unit.id, now=world.now)).render("vi")
    assert number in asked.text
    assert asked.protect
    (line,) = await world.session.scalars(select(AuditLine).where(AuditLine.action == "phones.seen"))
    assert (line.telegram_id, line.object, line.details) == (organiser.telegram_id, f"unit {unit.id}", {"people": 1})


async def test_a_focal_person_of_another_unit_sees_no_number(world: World, unit: Unit, focal: Person) -> None:
    other = await world.focal(await world.unit("Sở Y tế"), "Hoàng Văn Tú")
    with pytest.raises(Refusal):
        await calls.of_unit(world.session, await world.actor(other), unit.id, now=world.now)


async def test_a_unit_that_nobody_joined_has_no_number(world: World, unit: Unit) -> None:
    actor = await world.actor(await world.organiser())
    assert "Chưa có số" in (await calls.of_unit(world.session, actor, unit.id, now=world.now)).render("vi").text
