"""Invite codes: issued once, kept as hashes, used once, ended one by one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.errors import Refusal
from bot.services.invite_codes import FOCAL, ORGANISER, digest, find, fresh, issue, link, revoke, use
from models.invite_codes import InviteCode
from tests.factories import World


@given(st.integers(2, 40))
def test_codes_are_never_alike_and_fit_a_deep_link(count: int) -> None:
    codes = {fresh() for _ in range(count)}
    assert len(codes) == count
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", code) for code in codes)  # 22 characters of 6 bits: 128 bits


@given(st.text(), st.text())
def test_the_hash_tells_codes_apart_and_holds_none(one: str, other: str) -> None:
    assert (digest(one) == digest(other)) is (one == other)
    assert re.fullmatch(r"[0-9a-f]{64}", digest(one))


def test_the_link_opens_the_bot_with_the_code() -> None:
    assert link("SonHaBot", "abc") == "https://t.me/SonHaBot?start=abc"


async def test_a_code_is_kept_as_its_hash_only(world: World) -> None:
    unit, actor = await world.unit("Sở Nội vụ"), await world.actor(await world.organiser())
    (issued,) = await issue(world.session, actor, FOCAL, [unit.id], now=world.now, settings=world.settings)
    row = await find(world.session, issued.code)
    assert row is not None
    assert (row.unit_id, row.issued_by, row.role) == (unit.id, actor.telegram_id, FOCAL)
    assert row.expires_at == world.now + timedelta(days=14)
    assert issued.code not in str({column.name: getattr(row, column.name) for column in InviteCode.__table__.columns})


async def test_issuing_anew_ends_the_unused_older_code_of_the_unit_only(world: World) -> None:
    one, other = await world.unit("Sở Nội vụ"), await world.unit("Sở Y tế")
    actor = await world.actor(await world.organiser())
    first = await issue(world.session, actor, FOCAL, [one.id, other.id], now=world.now, settings=world.settings)
    await issue(world.session, actor, FOCAL, [one.id], now=world.now, settings=world.settings)
    rows = [await find(world.session, item.code) for item in first]
    for row in rows:
        await world.session.refresh(row)
    assert [row.fault(world.now) for row in rows if row] == ["revoked", None]


async def test_a_code_is_used_once_and_not_after_its_end(world: World) -> None:
    unit, actor = await world.unit("Sở Nội vụ"), await world.actor(await world.organiser())
    (issued,) = await issue(world.session, actor, FOCAL, [unit.id], now=world.now, settings=world.settings)
    row = await find(world.session, issued.code)
    assert row is not None
    assert not await use(world.session, actor, row.id, now=row.expires_at)
    assert await use(world.session, actor, row.id, now=world.now)
    assert not await use(world.session, actor, row.id, now=world.now)
    assert not await revoke(world.session, actor, row.id, now=world.now)


async def test_a_revoked_code_grants_nothing(world: World) -> None:
    unit, actor = await world.unit("Sở Nội vụ"), await world.actor(await world.organiser())
    (issued,) = await issue(world.session, actor, FOCAL, [unit.id], now=world.now, settings=world.settings)
    row = await find(world.session, issued.code)
    assert row is not None
    assert await revoke(world.session, actor, row.id, now=world.now)
    assert not await use(world.session, actor, row.id, now=world.now)


async def test_only_the_office_issues_and_only_an_owner_for_organisers(world: World) -> None:
    unit = await world.unit("Sở Nội vụ")
    focal, organiser = await world.actor(await world.focal(unit)), await world.actor(await world.organiser())
    with pytest.raises(Refusal, match="denied"):
        await issue(world.session, focal, FOCAL, [unit.id], now=world.now, settings=world.settings)
    with pytest.raises(Refusal, match="denied"):
        await issue(world.session, organiser, ORGANISER, (), now=world.now, settings=world.settings)
    assert list(await world.session.scalars(select(InviteCode))) == []
