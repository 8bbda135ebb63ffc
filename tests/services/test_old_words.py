"""What was said is emptied once it was settled two weeks ago, and not before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.services import old_words
from bot.services.old_words import EmptyOldWords
from models.inbox import StoredUpdate, UpdateState
from models.outbox import Lane, OutboxMessage, OutboxState
from tests.factories import World

DAYS = timedelta(days=1)


async def heard(world: World, number: int, state: UpdateState) -> None:
    settled = None if state is UpdateState.WAITING else world.now
    await world.add(
        StoredUpdate(
            bot_id=1,
            update_id=number,
            chat_key="5001",
            body='{"message": {"text": "Đỗ Thị Lan"}}',
            state=state,
            received_at=world.now,
            settled_at=settled,
        )
    )


async def said(world: World, number: int, state: OutboxState) -> None:
    settled = None if state in old_words.UNSETTLED else world.now
    await world.add(
        OutboxMessage(
            key=f"k{number}",
            chat_id=5001,
            lane=int(Lane.REPLY),
            method="sendMessage",
            payload={"text": "Đỗ Thị Lan"},
            state=state,
            created_at=world.now,
            settled_at=settled,
        )
    )


async def rings(world: World, tick: EmptyOldWords | None = None) -> bool:
    more = await (tick or EmptyOldWords()).run(world.session, world.now, world.settings)
    world.session.expire_all()
    return more


async def full(world: World) -> tuple[set[str], set[str]]:
    """Return the states of updates and calls that still hold words."""
    bodies = await world.session.scalars(select(StoredUpdate).order_by(StoredUpdate.update_id))
    calls = await world.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    return {row.state.value for row in bodies if "Lan" in row.body}, {
        row.state.value for row in calls if "Lan" in str(row.payload)
    }


@pytest.fixture
async def filled(world: World) -> World:
    for number, heard_as in enumerate(UpdateState):
        await heard(world, number, heard_as)
    for number, said_as in enumerate(OutboxState):
        await said(world, number, said_as)
    return world


async def test_settled_words_are_kept_two_weeks(filled: World) -> None:
    filled.clock.advance(14 * DAYS)
    await rings(filled)
    assert await full(filled) == ({s.value for s in UpdateState}, {s.value for s in OutboxState})


async def test_then_only_what_waits_keeps_its_words(filled: World) -> None:
    filled.clock.advance(15 * DAYS)
    for _ in range(2):
        await rings(filled)
        assert await full(filled) == ({"waiting"}, {"waiting", "sending"})
    assert len(list(await filled.session.scalars(select(OutboxMessage.key)))) == len(OutboxState)


async def test_it_goes_by_chunks_and_rests_until_the_next_day(world: World) -> None:
    for number in range(old_words.CHUNK + 1):
        await heard(world, number, UpdateState.DONE)
    tick = EmptyOldWords()
    world.clock.advance(15 * DAYS)
    assert await rings(world, tick)
    assert await full(world) == ({"done"}, set())
    assert not await rings(world, tick)
    assert await full(world) == (set(), set())
    await heard(world, 9999, UpdateState.DONE)
    world.clock.advance(15 * DAYS)
    assert not await rings(world, tick)
    assert await full(world) == (set(), set())
