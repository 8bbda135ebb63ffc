"""Own data: seen, corrected, withdrawn; and organisers whose part ends."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.config import Settings
from bot.config_sections import Owners
from bot.errors import Refusal
from bot.services import organisers
from bot.services.access import Role
from bot.services.invite_codes import ORGANISER, issue
from bot.services.own_data import choose_language, correct_name, seen, withdraw
from models.people import Membership, Organiser
from tests.factories import World


async def test_a_person_sees_all_that_is_kept(world: World) -> None:
    unit = await world.unit("Sở Nội vụ")
    person = await world.focal(unit)
    data = await seen(world.session, await world.actor(person), settings=world.settings)
    assert (data.name, data.phone, data.units, data.organises) == (
        person.full_name,
        person.phone,
        ("Sở Nội vụ",),
        False,
    )
    assert data.consented_at == world.now


async def test_withdrawing_ends_every_part_and_erases(world: World) -> None:
    world.settings = Settings(owners=Owners(telegram_ids=(7009,)))
    owner = await world.person("Chủ Sở Hữu", telegram_id=7009)
    units = [await world.unit("Sở Nội vụ"), await world.unit("Sở Y tế")]
    person = await world.focal(units[0])
    await world.add(
        Membership(person_id=person.id, unit_id=units[1].id, joined_at=world.now),
        Organiser(person_id=person.id, granted_by=7009, granted_at=world.now),
    )
    await withdraw(world.session, await world.actor(person), now=world.now, settings=world.settings)
    assert (person.full_name, person.phone, person.consent_version, person.consented_at) == (None, None, None, None)
    assert (await world.actor(person)).roles == {Role.ANYONE}
    told = await world.said(owner)
    assert len(told) == 2
    assert not any("Phạm Minh Đức" in text for text in told)


@pytest.mark.parametrize("name", ["", "A", "Lê\nMai", "Lê Thị Mai 2", "x" * 101, "123"])
async def test_what_is_no_name_is_refused(world: World, name: str) -> None:
    person = await world.person()
    with pytest.raises(Refusal, match="bad_name"):
        await correct_name(world.session, await world.actor(person), name, now=world.now)
    assert person.full_name == "Lê Thị Mai"


async def test_a_name_is_corrected_only_where_one_is_kept(world: World) -> None:
    person = await world.person()
    await correct_name(world.session, await world.actor(person), "Lê Thị Mây", now=world.now)
    assert person.full_name == "Lê Thị Mây"
    await withdraw(world.session, await world.actor(person), now=world.now, settings=world.settings)
    with pytest.raises(Refusal, match="nothing_to_correct"):
        await correct_name(world.session, await world.actor(person), "Lê Thị Mây", now=world.now)


async def test_the_language_is_one_that_the_bot_speaks(world: World) -> None:
    person = await world.person()
    await choose_language(world.session, await world.actor(person), "en", now=world.now)
    assert person.language == "en"
    with pytest.raises(Refusal, match="old_button"):
        await choose_language(world.session, await world.actor(person), "fr", now=world.now)


async def test_an_owner_ends_a_grant_once(world: World) -> None:
    world.settings = Settings(owners=Owners(telegram_ids=(7009,)))
    owner, person = await world.person(telegram_id=7009), await world.organiser()
    boss = await world.actor(owner)
    await issue(world.session, boss, ORGANISER, (), now=world.now, settings=world.settings)
    seen_before = await organisers.overview(world.session, boss, now=world.now)
    assert ([e.name for e in seen_before.entries], len(seen_before.links)) == (["Nguyễn Văn Bình"], 1)
    (grant,) = await world.session.scalars(select(Organiser))
    with pytest.raises(Refusal, match="denied"):
        await organisers.end(world.session, await world.actor(person), grant.id, now=world.now)
    assert [await organisers.end(world.session, boss, grant.id, now=world.now) for _ in range(2)] == [True, False]
    assert (await world.actor(person)).roles == {Role.ANYONE}
    assert len(await world.said(person)) == 1
