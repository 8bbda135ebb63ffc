"""Owners are told once when a figure goes out of bounds, and once when it is back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.config import Settings
from bot.config_sections import Owners
from bot.db.transaction import Transactions
from bot.watch.alerts import CALM, Alerts
from bot.watch.bounds import Finding
from bot.watch.guard import MOVED, Guard
from bot.watch.here import Here
from bot.watch.probe import Answer
from bot.watch.watch import Watch
from models.alerts import Alert
from models.inbox import StoredUpdate, UpdateState
from models.outbox import OutboxMessage, OutboxState
from models.people import Person
from tests.conftest import MONDAY

OWNER = 1001
MINUTE = timedelta(minutes=1)
WELL = Here(Answer(reached=True, pending=0, skew=0.0), free_disk=0.5)
FULL = Here(free_disk=0.05)


class Time:
    """A clock whose time passes in the test; setting it by hand is told, as that of the playground does."""

    def __init__(self) -> None:
        self.instant = MONDAY
        self.moved: Callable[[], None] = lambda: None

    def now(self) -> datetime:
        return self.instant

    def on_move(self, listener: Callable[[], None]) -> None:
        self.moved = listener

    def passes(self, by: timedelta) -> None:
        self.instant += by


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def settings() -> Settings:
    return Settings(owners=Owners(telegram_ids=(OWNER, 1002)))


@pytest.fixture
async def watch(transactions: Transactions, clock: Time, settings: Settings) -> Watch:
    """A watch over a bot whose first owner has written to it, and whose second has not."""
    async with transactions.write("test") as session:
        session.add(Person(telegram_id=OWNER, created_at=clock.now()))
    watch = Watch(transactions, clock, settings)
    watch.here = WELL
    return watch


async def said(watch: Watch) -> list[tuple[int, str]]:
    async with watch.transactions.read() as session:
        rows = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [(row.chat_id, row.payload["text"].split("\n")[0]) for row in rows]


async def make_round(guard: Guard) -> None:
    """Make a round; what it puts goes out at once."""
    await guard.round()
    async with guard.watch.transactions.write("test") as session:
        await session.execute(update(OutboxMessage).values(state=OutboxState.SENT))


async def test_told_once_however_long_it_lasts_and_once_when_it_is_over(watch: Watch, clock: Time) -> None:
    guard = Guard(watch, watch.transactions)
    watch.here = FULL
    for _ in range(3):
        await make_round(guard)
        clock.passes(MINUTE)
    raised = (OWNER, "<b>Cảnh báo hệ thống: Ổ đĩa sắp đầy</b>")
    assert await said(watch) == [raised]
    watch.here = WELL
    for _ in range(5):
        await make_round(guard)
        clock.passes(MINUTE)
    over = (OWNER, "<b>Đã hết cảnh báo: Ổ đĩa sắp đầy</b>")
    assert await said(watch) == [raised, over]
    watch.here = FULL
    await make_round(guard)
    assert await said(watch) == [raised, over, raised]


BEYOND = [
    ("Nhiều tin đang chờ ở Telegram", Here(Answer(reached=True, pending=201))),
    ("Đồng hồ máy chủ", Here(Answer(reached=True, skew=-6.0))),
    ("webhook", Here(Answer(reached=True, webhook_error="Connection timed out"))),
    ("Bản sao dữ liệu", Here(Answer(reached=True), copy_age=27 * 3600.0)),
    ("Ổ đĩa sắp đầy", Here(Answer(reached=True), free_disk=0.09)),
]


@pytest.mark.parametrize(("title", "beyond"), BEYOND)
async def test_what_this_machine_sees_is_told_once_and_once_when_it_is_over(
    watch: Watch, clock: Time, title: str, beyond: Here
) -> None:
    guard = Guard(watch, watch.transactions)
    for here in (beyond, beyond, WELL, WELL, WELL, WELL):
        watch.here = here
        await make_round(guard)
        clock.passes(MINUTE)
    raised, over = [text for _, text in await said(watch)]
    assert raised.startswith("<b>Cảnh báo hệ thống: ")
    assert over.startswith("<b>Đã hết cảnh báo: ")
    assert title in raised
    assert title in over


async def test_what_waits_too_long_is_told_once_and_once_when_it_was_worked(watch: Watch, clock: Time) -> None:
    guard = Guard(watch, watch.transactions)
    async with watch.transactions.write("test") as session:
        session.add(StoredUpdate(bot_id=1, update_id=1, chat_key="5", body="{}", received_at=clock.now()))
    for _ in range(3):
        clock.passes(MINUTE + timedelta(seconds=1))
        await make_round(guard)
    assert [text for _, text in await said(watch)] == ["<b>Cảnh báo hệ thống: Tin gửi đến chưa được xử lý</b>"]
    async with watch.transactions.write("test") as session:
        await session.execute(update(StoredUpdate).values(state=UpdateState.DONE, settled_at=clock.now()))
    for _ in range(4):
        await make_round(guard)
        clock.passes(MINUTE)
    assert len(await said(watch)) == 2


@pytest.mark.parametrize("silent", [Here(), Here(Answer(reached=False))])
async def test_while_telegram_does_not_answer_nothing_that_it_told_is_over(
    watch: Watch, clock: Time, silent: Here
) -> None:
    guard = Guard(watch, watch.transactions)
    watch.here = Here(Answer(reached=True, skew=-6.0))
    await make_round(guard)
    for here in (silent, silent, silent, silent, watch.here):
        clock.passes(CALM)
        watch.here = here
        await make_round(guard)
    assert len(await said(watch)) == 1
    for _ in range(2):
        watch.here = WELL
        await make_round(guard)
        clock.passes(CALM)
    assert len(await said(watch)) == 2


async def test_another_leader_tells_nothing_again(watch: Watch, clock: Time) -> None:
    watch.here = FULL
    await make_round(Guard(watch, watch.transactions))
    clock.passes(MINUTE)
    await make_round(Guard(watch, watch.transactions))
    assert len(await said(watch)) == 1


async def test_a_figure_that_swings_does_not_ring_each_time(watch: Watch, clock: Time) -> None:
    guard = Guard(watch, watch.transactions)
    for round_ in range(20):
        watch.here = FULL if round_ % 2 else WELL
        await make_round(guard)
        clock.passes(CALM / 4)
    assert len(await said(watch)) == 1


async def test_a_parked_update_is_told_within_a_round_and_over_after_a_day(watch: Watch, clock: Time) -> None:
    async with watch.transactions.write("test") as session:
        row = StoredUpdate(bot_id=1, update_id=1, chat_key="5", body="{}", received_at=clock.now())
        row.state, row.settled_at = UpdateState.DEAD, clock.now()
        session.add(row)
    guard = Guard(watch, watch.transactions)
    await make_round(guard)
    assert [text for _, text in await said(watch)] == ["<b>Cảnh báo hệ thống: Có yêu cầu không xử lý được</b>"]
    for _ in range(3):
        clock.passes(timedelta(hours=12, minutes=5))
        await make_round(guard)
    assert len(await said(watch)) == 2


async def test_a_refused_token_is_not_put_into_the_chat_until_it_is_over(watch: Watch, clock: Time) -> None:
    guard = Guard(watch, watch.transactions)
    watch.here = Here(Answer(reached=True, token_refused=True))
    await make_round(guard)
    assert await said(watch) == []
    async with watch.transactions.read() as session:
        assert await session.get(Alert, "token_refused") is not None
    watch.here = WELL
    for _ in range(2):
        await make_round(guard)
        clock.passes(CALM)
    assert [text for _, text in await said(watch)] == ["<b>Đã hết cảnh báo: Telegram không nhận token</b>"]


async def test_a_clock_that_was_set_by_hand_raises_nothing(watch: Watch, clock: Time) -> None:
    guard = Guard(watch, watch.transactions)
    clock.passes(timedelta(days=3))
    clock.moved()
    watch.here = FULL
    await make_round(guard)
    assert await said(watch) == []
    clock.passes(MOVED)
    await make_round(guard)
    assert len(await said(watch)) == 1


async def test_two_leaders_at_once_tell_once(watch: Watch, clock: Time, settings: Settings) -> None:
    finding = Finding("disk_full", {"percent": 5})
    for _ in range(2):
        async with watch.transactions.write("watch") as session:
            await Alerts(settings).tell(session, [finding], now=clock.now())
    assert len(await said(watch)) == 1


async def test_nothing_is_written_where_nothing_happens(watch: Watch) -> None:
    alerts = Alerts(watch.settings)
    now = watch.clock.now()
    assert not alerts.due((), (), now=now)
    assert alerts.due((), [Finding("disk_full")], now=now)
    assert not alerts.due(("disk_full",), [Finding("disk_full")], now=now)
