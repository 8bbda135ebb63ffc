"""What was said is emptied once it was settled two weeks ago, and not before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.services import old_words
from bot.services.old_words import EmptyOldWords
from bot.services.words_said import UNSETTLED
from models.audit import AuditLine
from models.inbox import StoredUpdate, UpdateState
from models.outbox import Lane, OutboxMessage, OutboxState
from models.stored_files import StoredFile
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
    settled = None if state in UNSETTLED else world.now
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


async def test_what_failed_is_emptied_of_its_error_and_a_file_that_reached_nobody_of_its_bytes(filled: World) -> None:
    await filled.session.execute(update(StoredUpdate).values(error="KeyError('Đỗ Thị Lan')"))
    lost, waits = (StoredFile(name=n, size=3, content=b"Lan", created_at=filled.now) for n in ("a.xlsx", "b.xlsx"))
    await filled.add(lost, waits)
    waiting = await filled.session.scalar(select(OutboxMessage).where(OutboxMessage.state == OutboxState.WAITING))
    assert waiting is not None
    waiting.payload = {"text": "Danh sách", "file_id": waits.id}
    await filled.session.flush()
    filled.clock.advance(15 * DAYS)
    await rings(filled)
    errors = await filled.session.scalars(select(StoredUpdate.error).where(StoredUpdate.state != UpdateState.WAITING))
    assert set(errors) == {None}
    kept = await filled.session.scalars(select(StoredFile.name).where(StoredFile.content.is_not(None)))
    assert list(kept) == ["b.xlsx"]
    (line,) = await filled.session.scalars(select(AuditLine).where(AuditLine.action == "words.forget"))
    assert (line.details["heard"], line.details["files"]) == (len(UpdateState) - 1, 1)


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
