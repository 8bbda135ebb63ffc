"""The stored inbox."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.clock import MovableClock
from bot.db.transaction import Session, Transactions
from bot.inbox.store import HELD, REUSED, Claimed, chat_key, claim, failed, keep_order, settle, store
from models.inbox import StoredUpdate, UpdateState


def text(number: int, chat: int) -> dict[str, Any]:
    return {"update_id": number, "message": {"message_id": number, "chat": {"id": chat}, "from": {"id": chat}}}


async def next_of(session: Session, clock: MovableClock) -> Claimed | None:
    """Claim one update."""
    return next(iter(await claim(session, now=clock.now(), most=1)), None)


async def finish(session: Session, row: Claimed | None, clock: MovableClock) -> None:
    """Note that an update was worked."""
    assert row is not None
    await settle(session, [row], now=clock.now())


@pytest.mark.parametrize(
    ("update", "key"),
    [
        (text(1, 42), "42"),
        ({"update_id": 1, "callback_query": {"id": "1", "from": {"id": 7}, "message": {"chat": {"id": 42}}}}, "42"),
        ({"update_id": 1, "callback_query": {"id": "1", "from": {"id": 7}}}, "7"),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": 9}, "from": {"id": 7}}}, "9"),
        ({"update_id": 1, "poll": {"id": "5"}}, "poll"),
        ({"update_id": 1, "message": "nonsense"}, "message"),
        ({"update_id": 1}, "none"),
    ],
)
def test_updates_of_one_conversation_share_a_key(update: dict[str, Any], key: str) -> None:
    assert chat_key(update) == key


async def test_what_is_sent_twice_is_stored_once(transactions: Transactions, clock: MovableClock) -> None:
    for _ in range(2):
        async with transactions.write("poll") as session:
            await store(session, 1, [text(1, 42), text(2, 42)], now=clock.now())
    async with transactions.read() as session:
        assert await session.scalar(select(func.count()).select_from(StoredUpdate)) == 2


async def test_a_lone_surrogate_survives_storing(transactions: Transactions, clock: MovableClock) -> None:
    update = text(1, 42) | {"odd": "\ud800\x00"}
    async with transactions.write("poll") as session:
        await store(session, 1, [update], now=clock.now())
        row = await next_of(session, clock)
    assert row is not None
    assert json.loads(row.body) == update


async def test_order_is_kept_per_chat_and_a_failing_chat_stops_no_other(
    transactions: Transactions, clock: MovableClock
) -> None:
    async with transactions.write("poll") as session:
        await store(session, 1, [text(1, 42), text(2, 42), text(3, 77)], now=clock.now())
        assert [row.update_id for row in await claim(session, now=clock.now(), most=9)] == [1, 3]
        first = await session.get_one(StoredUpdate, (1, 1))
        assert not failed(first, ValueError("bug"), now=clock.now(), tries=2)
        other = await next_of(session, clock)
        assert other is not None
        assert other.update_id == 3
        await finish(session, other, clock)
        assert await next_of(session, clock) is None
        clock.advance(timedelta(minutes=1))
        again = await next_of(session, clock)
        assert again is not None
        assert (again.update_id, again.tries) == (1, 1)
        assert failed(first, ValueError("bug"), now=clock.now(), tries=2)
        behind = await next_of(session, clock)
        assert behind is not None
        assert behind.update_id == 2


async def test_what_was_put_aside_is_not_called_worked(transactions: Transactions, clock: MovableClock) -> None:
    async with transactions.write("poll") as session:
        await store(session, 1, [text(1, 42)], now=clock.now())
        row = await next_of(session, clock)
        (await session.get_one(StoredUpdate, (1, 1))).state = UpdateState.IGNORED
        await session.flush()
        await finish(session, row, clock)
        assert await session.scalar(select(StoredUpdate.state)) is UpdateState.IGNORED


async def test_an_id_used_long_ago_is_no_repetition(transactions: Transactions, clock: MovableClock) -> None:
    origins = []
    for chat in (42, 77):
        async with transactions.write("poll") as session:
            await store(session, 1, [text(1, chat)], now=clock.now())
            row = await next_of(session, clock)
            assert row is not None
            stored = await session.get_one(StoredUpdate, (1, 1))
            assert (row.chat_key, row.tries, stored.settled_at) == (str(chat), 0, None)
            stored.tries = 1
            await finish(session, row, clock)
            origins.append(row.origin)
        clock.advance(REUSED + timedelta(minutes=1))
    assert origins[0] != origins[1]


async def test_a_repetition_within_the_time_that_telegram_keeps_it_changes_nothing(
    transactions: Transactions, clock: MovableClock
) -> None:
    async with transactions.write("poll") as session:
        await store(session, 1, [text(1, 42)], now=clock.now())
        row = await next_of(session, clock)
        await finish(session, row, clock)
        clock.advance(timedelta(hours=24))
        await store(session, 1, [text(1, 42)], now=clock.now())
        assert await next_of(session, clock) is None


async def brought(transactions: Transactions, number: int, clock: MovableClock) -> int | None:
    """Bring an update as a webhook does; return the number of the one that may be worked then."""
    async with transactions.write("webhook") as session:
        await store(session, 1, [text(number, 42)], now=clock.now())
        await keep_order(session, 1, [number], now=clock.now())
    return await ready(transactions, clock)


async def ready(transactions: Transactions, clock: MovableClock) -> int | None:
    async with transactions.write("claim") as session:
        row = await next_of(session, clock)
        return row.update_id if row else None


async def test_an_update_that_overtook_another_waits_for_it(transactions: Transactions, clock: MovableClock) -> None:
    await brought(transactions, 1, clock)
    clock.advance(HELD)
    assert await ready(transactions, clock) == 1
    async with transactions.write("u1") as session:
        row = await next_of(session, clock)
        await finish(session, row, clock)
    assert await brought(transactions, 3, clock) is None
    assert await brought(transactions, 2, clock) == 2
    async with transactions.write("u2") as session:
        row = await next_of(session, clock)
        await finish(session, row, clock)
    assert await ready(transactions, clock) == 3


async def test_one_that_never_comes_is_not_waited_for_long(transactions: Transactions, clock: MovableClock) -> None:
    assert await brought(transactions, 9, clock) is None
    clock.advance(HELD)
    assert await ready(transactions, clock) == 9


async def test_updates_that_are_stored_together_wait_only_for_what_is_missing(
    transactions: Transactions, clock: MovableClock
) -> None:
    async with transactions.write("webhook") as session:
        await store(session, 1, [text(number, number) for number in (7, 4, 8, 3)], now=clock.now())
        await keep_order(session, 1, [7, 4, 8, 3], now=clock.now())
        assert [row.update_id for row in await claim(session, now=clock.now(), most=9)] == [4, 8]
