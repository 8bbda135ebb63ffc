"""One person who floods is answered no more; everybody else is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.clock import MovableClock
from bot.config import Settings
from bot.inbox.store import store
from bot.inbox.throttle import too_many
from models.inbox import StoredUpdate, UpdateState
from models.outbox import OutboxMessage
from tests.access import updates
from tests.access.stage import BOT_ID, NUMBERS, Stage

MOST = 60
FLOODER, OTHERS = 4001, range(4100, 4150)
SLOW = "hơn 60 nội dung"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"limits": settings.limits.model_copy(update={"updates_per_minute": MOST})})


async def arrive(stage: Stage, batch: list[dict[str, Any]]) -> None:
    numbered = [{"update_id": next(NUMBERS), **update} for update in batch]
    async with stage.transactions.write("poll") as session:
        await store(session, BOT_ID, numbered, now=stage.clock.now())


async def worked(stage: Stage) -> int:
    """Work all that waits; return how many turns that took."""
    count = 0
    while await stage.worker.work_next():
        count += 1
    return count


async def said_to(stage: Stage, telegram_id: int) -> list[str]:
    async with stage.transactions.read() as session:
        query = select(OutboxMessage.payload).where(OutboxMessage.chat_id == telegram_id)
        return [payload["text"] for payload in await session.scalars(query) if "text" in payload]


def dated(user_id: int, at: datetime) -> dict[str, Any]:
    update = updates.text(user_id, "xin chào")
    update["message"]["date"] = int(at.timestamp())
    return update


async def test_a_flood_costs_few_turns_and_one_line_a_minute(stage: Stage, clock: MovableClock) -> None:
    for _ in range(3):
        for _ in range(4):
            await arrive(stage, [dated(FLOODER, clock.now()) for _ in range(250)])
            clock.advance(timedelta(seconds=15))
        await arrive(stage, [dated(other, clock.now()) for other in OTHERS])
        turns = await worked(stage)
        assert turns <= MOST + len(OTHERS) + 1000 // 250 + 2
    texts = await said_to(stage, FLOODER)
    assert len(texts) <= MOST + 12
    assert 1 <= sum(SLOW in text for text in texts) <= 12
    for other in OTHERS:
        assert len([text for text in await said_to(stage, other) if "Xin chọn" in text]) == 3
    async with stage.transactions.read() as session:
        count = await session.scalar(
            select(func.count()).select_from(StoredUpdate).where(StoredUpdate.state == UpdateState.IGNORED)
        )
    assert count == 3000 - MOST


async def test_presses_count_too_and_a_quiet_minute_ends_it(stage: Stage, clock: MovableClock) -> None:
    await arrive(stage, [updates.press(FLOODER, "common.cancel") for _ in range(MOST + 5)])
    await worked(stage)
    assert SLOW in (await said_to(stage, FLOODER))[-1]
    clock.advance(timedelta(minutes=1, seconds=1))
    await arrive(stage, [dated(FLOODER, clock.now())])
    await worked(stage)
    assert "Xin chọn" in (await said_to(stage, FLOODER))[-1]


async def test_what_was_sent_over_hours_and_comes_at_once_is_no_flood(stage: Stage, clock: MovableClock) -> None:
    """The bot was away: Telegram gives it all at once, and nothing of it is put aside."""
    start = clock.now() - timedelta(hours=5)
    await arrive(stage, [dated(FLOODER, start + timedelta(minutes=number)) for number in range(200)])
    assert await worked(stage) == 200
    assert not [text for text in await said_to(stage, FLOODER) if SLOW in text]


@given(gaps=st.lists(st.integers(0, 90), max_size=60), most=st.integers(1, 8))
def test_never_more_than_the_limit_within_a_minute(gaps: list[int], most: int) -> None:
    instants, at = [], datetime(2026, 11, 23, tzinfo=UTC)
    for gap in gaps:
        at += timedelta(seconds=gap)
        instants.append(at)
    marks = too_many(instants, most)
    for place, over in enumerate(marks):
        before = [other for other in instants[:place] if instants[place] - other < timedelta(minutes=1)]
        assert over == (len(before) >= most)
