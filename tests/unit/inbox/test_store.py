"""The stored inbox."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.clock import MovableClock
from bot.db.transaction import Transactions
from bot.inbox.store import chat_key, claim, failed, store
from models.inbox import StoredUpdate, UpdateState


def text(number: int, chat: int) -> dict[str, Any]:
    return {"update_id": number, "message": {"message_id": number, "chat": {"id": chat}, "from": {"id": chat}}}


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
        row = await claim(session, now=clock.now())
    assert row is not None
    assert json.loads(row.body) == update


async def test_order_is_kept_per_chat_and_a_failing_chat_stops_no_other(
    transactions: Transactions, clock: MovableClock
) -> None:
    async with transactions.write("poll") as session:
        await store(session, 1, [text(1, 42), text(2, 42), text(3, 77)], now=clock.now())
        first = await claim(session, now=clock.now())
        assert first is not None
        assert first.update_id == 1
        assert not failed(first, ValueError("bug"), now=clock.now(), tries=2)
        other = await claim(session, now=clock.now())
        assert other is not None
        assert other.update_id == 3
        other.state = UpdateState.DONE
        assert await claim(session, now=clock.now()) is None
        clock.advance(timedelta(minutes=1))
        again = await claim(session, now=clock.now())
        assert again is first
        assert failed(first, ValueError("bug"), now=clock.now(), tries=2)
        behind = await claim(session, now=clock.now())
        assert behind is not None
        assert behind.update_id == 2
