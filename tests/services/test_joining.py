"""Joining: consent, own contact, one code for one person, and what both sides are told."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.clock import MovableClock
from bot.config import Settings
from bot.config_sections import Owners
from bot.db.transaction import Transactions
from bot.errors import Refusal
from bot.services import drafts, invite_codes
from bot.services.access import Action, Actor, Role
from bot.services.joining import Contact, Joined, agree, join
from bot.services.knocking import Fault, Opened, knock
from bot.services.memberships import end
from bot.services.sending import send
from models.people import Membership, Organiser, Person
from models.units import Unit
from tests.factories import World

PHONE = "84900000123"


async def stranger(world: World, telegram_id: int = 7001) -> Person:
    person = Person(telegram_id=telegram_id, language="vi", created_at=world.now)
    await world.add(person)
    return person


async def code_for(world: World, unit: Unit, issuer: Person | None = None) -> str:
    actor = await world.actor(issuer or await world.organiser())
    issued = await invite_codes.issue(
        world.session, actor, invite_codes.FOCAL, [unit.id], now=world.now, settings=world.settings
    )
    return issued[0].code


async def tried(world: World, actor: Actor, code: str) -> Opened | Fault:
    return await knock(world.session, actor, code, now=world.now, settings=world.settings)


async def opened(world: World, person: Person, code: str) -> Opened:
    found = await knock(world.session, await world.actor(person), code, now=world.now, settings=world.settings)
    assert isinstance(found, Opened)
    return found


async def joins(world: World, person: Person, code: str, contact: Contact | None = None) -> Joined | Fault:
    found = await opened(world, person, code)
    actor = await world.actor(person)
    await agree(world.session, actor, now=world.now)
    own = Contact(person.telegram_id, "Lê Thị  Mai", PHONE)
    given = contact or (None if found.identified else own)
    return await join(world.session, actor, found.code_id, given, now=world.now, settings=world.settings)


async def test_someone_joins_and_both_sides_know(world: World) -> None:
    unit, issuer, person = await world.unit("Sở Nội vụ"), await world.organiser(), await stranger(world)
    code = await code_for(world, unit, issuer)
    assert await opened(world, person, code) == Opened(1, "Sở Nội vụ", agreed=False, identified=False)
    assert await joins(world, person, code) == Joined("Sở Nội vụ", "Lê Thị Mai")
    actor = await world.actor(person)
    assert actor.unit_ids == (unit.id,)
    assert (person.full_name, person.phone) == ("Lê Thị Mai", "+84900000123")
    assert (person.consent_version, person.consented_at) == (1, world.now)
    (news,) = await world.said(issuer)
    assert "Lê Thị Mai" in news
    assert "09•• ••• 123" in news
    assert "Sở Nội vụ" in news
    assert PHONE not in news


async def test_who_joins_after_the_invitation_went_out_gets_it_on_joining(world: World) -> None:
    unit, organiser, person = await world.unit("Sở Nội vụ"), await world.organiser(), await stranger(world)
    conference = await world.conference(organiser)
    await world.group(conference, [unit])
    code, actor = await code_for(world, unit, organiser), await world.actor(organiser)
    invitation = await drafts.draft(world.session, actor, conference.id, "invitation", now=world.now)
    assert await send(world.session, actor, invitation.id, invitation.version, now=world.now)
    assert await world.said(person) == []
    assert await joins(world, person, code) == Joined("Sở Nội vụ", "Lê Thị Mai")
    (letter,) = await world.said(person)
    assert "Kính gửi: <b>Sở Nội vụ</b>" in letter


async def test_without_consent_nobody_joins(world: World) -> None:
    person = await stranger(world)
    found = await opened(world, person, await code_for(world, await world.unit("Sở Nội vụ")))
    actor, own = await world.actor(person), Contact(person.telegram_id, "Lê Thị Mai", PHONE)
    with pytest.raises(Refusal, match="again"):
        await join(world.session, actor, found.code_id, own, now=world.now, settings=world.settings)


@pytest.mark.parametrize("owner", [7002, None])
async def test_a_foreign_contact_is_refused(world: World, owner: int | None) -> None:
    person = await stranger(world)
    code = await code_for(world, await world.unit("Sở Nội vụ"))
    with pytest.raises(Refusal, match="foreign_contact"):
        await joins(world, person, code, Contact(owner, "Người Khác", PHONE))
    assert (person.full_name, person.phone) == (None, None)
    assert isinstance(await opened(world, person, code), Opened)


async def test_a_used_code_grants_nothing_to_a_second_person(world: World) -> None:
    unit, first, second = await world.unit("Sở Nội vụ"), await stranger(world, 7001), await stranger(world, 7002)
    code = await code_for(world, unit)
    await joins(world, first, code)
    assert await tried(world, await world.actor(second), code) == Fault("joining.code_used")
    assert (await world.actor(second)).roles == {Role.ANYONE}
    assert await tried(world, await world.actor(first), code) == Fault("joining.already")


async def test_whoever_loses_the_race_leaves_nothing_behind(world: World) -> None:
    unit, first, second = await world.unit("Sở Nội vụ"), await stranger(world, 7001), await stranger(world, 7002)
    found = await opened(world, second, await code_for(world, unit))
    await agree(world.session, await world.actor(second), now=world.now)
    assert await invite_codes.use(world.session, await world.actor(first), found.code_id, now=world.now)
    own = Contact(second.telegram_id, "Đỗ Văn An", PHONE)
    done = await join(
        world.session, await world.actor(second), found.code_id, own, now=world.now, settings=world.settings
    )
    assert done == Fault("joining.code_used")
    assert (second.full_name, second.phone) == (None, None)


async def test_two_transactions_at_once_bind_one_person(
    transactions: Transactions, clock: MovableClock, settings: Settings
) -> None:
    async with transactions.write("u1") as session:
        world = World(session, clock, settings)
        unit = await world.unit("Sở Nội vụ")
        code = await code_for(world, unit)
        people = [await stranger(world, number) for number in range(7001, 7006)]
        for person in people:
            await agree(session, await world.actor(person), now=world.now)

    async def tries(person: Person, number: int) -> Joined | Fault:
        async with transactions.write(f"u{number}") as session:
            world = World(session, clock, settings)
            actor = await world.actor(person)
            found = await knock(session, actor, code, now=world.now, settings=world.settings)
            if isinstance(found, Fault):
                return found
            own = Contact(person.telegram_id, "Lê Thị Mai", PHONE)
            return await join(session, actor, found.code_id, own, now=world.now, settings=settings)

    outcomes = await asyncio.gather(*(tries(person, 10 + number) for number, person in enumerate(people)))
    assert sum(isinstance(outcome, Joined) for outcome in outcomes) == 1
    assert outcomes.count(Fault("joining.code_used")) == 4
    async with transactions.read() as session:
        assert await session.scalar(select(func.count()).select_from(Membership)) == 1


async def test_joining_while_the_invitation_goes_out_brings_it_once(
    transactions: Transactions, clock: MovableClock, settings: Settings
) -> None:
    async with transactions.write("u1") as session:
        world = World(session, clock, settings)
        unit, organiser, person = await world.unit("Sở Nội vụ"), await world.organiser(), await stranger(world)
        conference = await world.conference(organiser)
        await world.group(conference, [unit])
        code, actor = await code_for(world, unit, organiser), await world.actor(organiser)
        draft = await drafts.draft(session, actor, conference.id, "invitation", now=world.now)
        number, version = draft.id, draft.version

    async def sends() -> None:
        async with transactions.write("u2") as session:
            assert await send(session, actor, number, version, now=clock.now())

    async def comes() -> None:
        async with transactions.write("u3") as session:
            await joins(World(session, clock, settings), await session.get_one(Person, person.id), code)

    await asyncio.gather(comes(), sends())
    async with transactions.read() as session:
        said = await World(session, clock, settings).said(person)
    assert ["Kính gửi: <b>Sở Nội vụ</b>" in text for text in said] == [True]


async def test_expired_revoked_and_unknown_codes_say_so(world: World) -> None:
    unit, person, issuer = await world.unit("Sở Nội vụ"), await stranger(world), await world.organiser()
    old = await code_for(world, unit, issuer)
    await code_for(world, unit, issuer)  # revokes the first
    actor = await world.actor(person)
    assert await tried(world, actor, old) == Fault("joining.code_revoked")
    assert await tried(world, actor, "x" * 22) == Fault("joining.code_unknown")
    late = await code_for(world, await world.unit("Sở Y tế"), issuer)
    world.clock.advance(timedelta(days=14))
    assert await tried(world, actor, late) == Fault("joining.code_expired")


async def test_after_five_bad_codes_in_an_hour_there_is_silence(world: World) -> None:
    actor = await world.actor(await stranger(world))
    said = [await knock(world.session, actor, f"wrong{n}", now=world.now, settings=world.settings) for n in range(7)]
    assert said == [Fault("joining.code_unknown")] * 5 + [Fault(None)] * 2
    other = await world.actor(await stranger(world, 7002))
    assert await tried(world, other, "wrong") == Fault("joining.code_unknown")
    world.clock.advance(timedelta(hours=1))
    assert await tried(world, actor, "wrong") == Fault("joining.code_unknown")


async def test_a_second_unit_asks_for_neither_notice_nor_contact(world: World) -> None:
    first, second, person = await world.unit("Sở Nội vụ"), await world.unit("Sở Y tế"), await stranger(world)
    await joins(world, person, await code_for(world, first))
    code = await code_for(world, second)
    found = await opened(world, person, code)
    assert (found.agreed, found.identified) == (True, True)
    actor = await world.actor(person)
    done = await join(world.session, actor, found.code_id, None, now=world.now, settings=world.settings)
    assert done == Joined("Sở Y tế", "Lê Thị Mai")
    assert (await world.actor(person)).unit_ids == (first.id, second.id)


async def test_an_organisers_link_makes_an_organiser(world: World) -> None:
    world.settings = Settings(owners=Owners(telegram_ids=(7009,)))
    owner, person = await stranger(world, 7009), await stranger(world)
    issued = await invite_codes.issue(
        world.session, await world.actor(owner), invite_codes.ORGANISER, (), now=world.now, settings=world.settings
    )
    own = await knock(world.session, await world.actor(owner), issued[0].code, now=world.now, settings=world.settings)
    assert own == Fault("joining.already")  # an owner who tries the link doesn't use it up
    assert await joins(world, person, issued[0].code) == Joined(None, "Lê Thị Mai")
    assert (await world.actor(person)).may(Action.SEND_PLAN)
    assert await world.session.scalar(select(Organiser.granted_by)) == 7009
    assert ["người tổ chức" in text for text in await world.said(owner)] == [True]


@pytest.mark.parametrize("gone", ["unreachable", "no longer organiser"])
async def test_owners_are_told_where_the_issuer_is_gone(world: World, gone: str) -> None:
    world.settings = Settings(owners=Owners(telegram_ids=(7009,)))
    owner, issuer, person = await stranger(world, 7009), await world.organiser(), await stranger(world)
    code = await code_for(world, await world.unit("Sở Nội vụ"), issuer)
    if gone == "unreachable":
        issuer.unreachable_at = world.now
    else:
        (await world.session.scalars(select(Organiser))).one().ended_at = world.now
    await world.session.flush()
    await joins(world, person, code)
    assert (len(await world.said(issuer)), len(await world.said(owner))) == (0, 1)


async def test_the_office_undoes_a_joining_once_and_the_person_is_told(world: World) -> None:
    unit, issuer, person = await world.unit("Sở Nội vụ"), await world.organiser(), await stranger(world)
    await joins(world, person, await code_for(world, unit, issuer))
    member = (await world.session.scalars(select(Membership))).one()
    with pytest.raises(Refusal, match="denied"):
        await end(world.session, await world.actor(person), member.id, now=world.now)
    actor = await world.actor(issuer)
    assert [(await end(world.session, actor, member.id, now=world.now))[1] for _ in range(2)] == [True, False]
    assert (await world.actor(person)).roles == {Role.ANYONE}
    assert ["đã kết thúc vai trò đầu mối" in text for text in await world.said(person)] == [True]


async def test_owners_hear_once_an_hour_of_codes_that_are_tried_one_after_another(world: World) -> None:
    owner = await world.person("Trần Thị Thu Hà")
    owners = world.settings.owners.model_copy(update={"telegram_ids": (owner.telegram_id,)})
    settings = world.settings.model_copy(update={"owners": owners})
    for number in range(60):
        actor = await world.actor(await world.person())
        assert await knock(world.session, actor, f"guess{number}", now=world.now, settings=settings) == Fault(
            "joining.code_unknown"
        )
        assert len(await world.said(owner)) == (number >= 50)
    assert "50 lần" in (await world.said(owner))[0]
    world.clock.advance(timedelta(hours=2))
    assert isinstance(await knock(world.session, actor, "again", now=world.now, settings=settings), Fault)
    assert len(await world.said(owner)) == 1
