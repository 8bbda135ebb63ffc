"""Quotas hold whatever is tried, and whoever writes at the same instant."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.clock import MovableClock
from bot.config import Settings
from bot.db.engine import Database
from bot.db.transaction import Session, Transactions
from bot.errors import Refusal
from bot.services import delegates
from bot.services.access import Actor
from bot.services.delegate_checks import Entry
from bot.services.seats import seats_of
from models.delegates import MODES, Delegate, DelegateState
from models.invitees import InviteeGroup, Place
from tests.factories import World

FAMILIES = ("Đỗ", "Trần", "Vũ", "Lý", "Ngô", "Bùi")
GIVEN = ("Lan", "Sơn", "Hương", "Khang")
NAMES = [f"{family} Thị {given}" for family in FAMILIES for given in GIVEN]
UNITS = 3


class UndoneError(Exception):
    """Undoes the transaction of one example."""


async def counted(session: Session, *where: object) -> int:
    query = select(func.count(Delegate.id)).where(Delegate.state == DelegateState.ENTERED, *where)  # type: ignore[arg-type]
    return await session.scalar(query) or 0


async def groups_of(world: World, own: list[int | None], total: int | None) -> tuple[InviteeGroup, list[Actor]]:
    """Make one group of three units, with the unit's own seats and the group's total."""
    conference = await world.conference(await world.organiser())
    units = [await world.unit(f"Sở thứ {number}") for number in range(UNITS)]
    group = await world.group(conference, units, seats=None)
    group.seats = total
    for place, seats in zip(await world.session.scalars(select(Place).order_by(Place.id)), own, strict=True):
        place.seats = seats
    await world.session.flush()
    return group, [await world.actor(await world.focal(unit)) for unit in units]


ACT = st.tuples(
    st.sampled_from(["enter", "withdraw", "replace"]),
    st.integers(0, UNITS - 1),
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
)
SEATS = st.none() | st.integers(0, 4)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(own=st.lists(SEATS, min_size=UNITS, max_size=UNITS), total=SEATS, acts=st.lists(ACT, min_size=1, max_size=12))
async def test_no_sequence_of_acts_oversells(
    transactions: Transactions,
    clock: MovableClock,
    own: list[int | None],
    total: int | None,
    acts: list[tuple[str, int, list[str]]],
) -> None:
    with contextlib.suppress(UndoneError):
        async with transactions.write("u1") as session:
            world = World(session, clock, Settings())
            group, actors = await groups_of(world, own, total)
            for act, number, names in acts:
                with contextlib.suppress(Refusal):
                    async with session.begin_nested():
                        await attempt(world, act, actors[number], group, names)
                await holds(session, group, own, total, actors)
            raise UndoneError


async def attempt(world: World, act: str, actor: Actor, group: InviteeGroup, names: list[str]) -> None:
    (unit_id,) = actor.unit_ids
    people = [Entry(name, "Giám đốc", None, "in_person", group.id) for name in names]
    if act == "enter":
        await delegates.enter(world.session, actor, group.conference_id, unit_id, people, now=world.now)
        return
    query = select(Delegate.id).where(Delegate.unit_id == unit_id, Delegate.state == DelegateState.ENTERED)
    first = await world.session.scalar(query.order_by(Delegate.id).limit(1))
    if first is None:
        return
    if act == "replace":
        await delegates.replace(world.session, actor, first, people[0], now=world.now)
    else:
        await delegates.withdraw(
            world.session, actor, first, now=world.now, calendar=world.calendar, settings=world.settings
        )


async def holds(
    session: Session, group: InviteeGroup, own: list[int | None], total: int | None, actors: list[Actor]
) -> None:
    counts = [await counted(session, Delegate.unit_id == actor.unit_ids[0]) for actor in actors]
    assert total is None or sum(counts) <= total
    for count, seats, actor in zip(counts, own, actors, strict=True):
        assert seats is None or count <= seats
        (place,) = await seats_of(session, group.conference_id, actor.unit_ids[0])
        assert place.entered == count
        assert place.left is None or place.left >= 0


@pytest.fixture
async def two_writers(transactions: Transactions) -> AsyncIterator[list[Transactions]]:
    """Two processes' worth of transactions on one database."""
    url = transactions.database.url.render_as_string(hide_password=False)
    second = Database(url)
    yield [transactions, Transactions(second)]
    await second.close()


async def test_many_writers_at_once_get_the_last_seat_once(
    two_writers: list[Transactions], clock: MovableClock
) -> None:
    async with two_writers[0].write("u0") as session:
        world = World(session, clock, Settings())
        group, actors = await groups_of(world, [None] * UNITS, 1)

    async def one(number: int) -> str:
        actor, name = actors[number % UNITS], NAMES[number]
        entry = Entry(name, "Giám đốc", None, "in_person", group.id)
        try:
            async with two_writers[number % 2].write(f"u{number + 1}") as session:
                await delegates.enter(session, actor, group.conference_id, actor.unit_ids[0], [entry], now=clock.now())
        except Refusal as refusal:
            return refusal.key
        return "entered"

    results = await asyncio.gather(*(one(number) for number in range(12)))
    assert sorted(results) == ["checks.refused_no_seat"] * 11 + ["entered"]
    async with two_writers[0].read() as session:
        assert await counted(session, Delegate.group_id == group.id) == 1


async def test_a_press_that_comes_twice_at_once_enters_once(
    two_writers: list[Transactions], clock: MovableClock
) -> None:
    async with two_writers[0].write("u0") as session:
        world = World(session, clock, Settings())
        group, actors = await groups_of(world, [4, None, None], None)
    entry = Entry(NAMES[0], "Giám đốc", None, "in_person", group.id)

    async def once(number: int) -> str:
        try:
            async with two_writers[number].write(f"u{number + 1}") as session:
                unit_id = actors[0].unit_ids[0]
                await delegates.enter(session, actors[0], group.conference_id, unit_id, [entry], now=clock.now())
        except Refusal as refusal:
            return refusal.key
        return "entered"

    assert sorted(await asyncio.gather(once(0), once(1))) == ["checks.entered_already", "entered"]


@pytest.mark.parametrize(("mode", "modes"), [("online", ("online",)), ("both", MODES), ("in_person", ("in_person",))])
async def test_a_group_attends_in_its_own_way(world: World, mode: str, modes: tuple[str, ...]) -> None:
    group, actors = await groups_of(world, [2, 2, 2], None)
    group.mode = mode
    await world.session.flush()
    found = await seats_of(world.session, group.conference_id, actors[0].unit_ids[0])
    assert [place.modes for place in found] == [modes]
