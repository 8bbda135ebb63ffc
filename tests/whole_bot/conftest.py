"""The whole bot, as it runs on Telegram, against a simulated Telegram over HTTP; nothing is patched."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.app import App
from bot.clock import Clock, MovableClock
from bot.config import Settings, load
from bot.db.away import insisting
from bot.db.schema import upgrade
from bot.playground.telegram import SimulatedTelegram
from bot.playground.telegram.limits import Limits
from models.broadcasts import Broadcast, BroadcastState
from models.inbox import StoredUpdate, UpdateState
from models.jobs import Job, JobState
from models.outbox import OutboxMessage, OutboxState
from models.reminders import Reminder, ReminderState
from tests.databases import copied
from tests.patience import PATIENCE
from tests.shared import SHARED
from tests.whole_bot.person import Person

TOKEN = "987654321:AA-invented-token-of-the-tests-000000"
OWNER, ORGANISER = 1001, 1002
OPEN: tuple[tuple[Any, tuple[StrEnum, ...]], ...] = (
    (StoredUpdate, (UpdateState.WAITING,)),
    (OutboxMessage, (OutboxState.WAITING, OutboxState.SENDING)),
    (Job, (JobState.WAITING, JobState.WORKING)),
    (Broadcast, (BroadcastState.SENDING,)),  # its board has something to say yet
)
SCHEMA = SHARED / "telegram-bot-api.json"


@dataclass
class Running:
    """A running bot and the Telegram that it runs on."""

    app: App
    telegram: SimulatedTelegram

    def person(self, user_id: int, first_name: str = "", last_name: str = "") -> Person:
        """Return someone at their telephone, made where they are new."""
        if user_id not in self.telegram.world.users:
            phone = f"84900{user_id:06d}"
            self.telegram.add_user(user_id, first_name or f"Người {user_id}", last_name, phone=phone)
        return Person(self.telegram, user_id)

    async def quiet(self) -> None:
        """Wait until the bot has nothing left to do now: no update, job or call waits or is under way."""
        open_rows: dict[str, int] = {}
        try:
            async with asyncio.timeout(PATIENCE):
                # a server that a busy machine keeps from answering in time is asked again, as the bot does
                while open_rows := await insisting(self._open_rows, "quiet"):  # noqa: ASYNC110 - rows change in the bot's transactions
                    await asyncio.sleep(0.01)
        except TimeoutError as error:
            error.add_note(f"still open: {open_rows}")
            raise

    async def _open_rows(self) -> dict[str, int]:
        """Count what is open, by table; an update that the bot has not fetched yet counts as well."""
        if pending := self.telegram.world.updates.pending:
            return {"pending": len(pending)}
        open_by_state = [select(func.count()).where(table.state.in_(states)) for table, states in OPEN]
        due = select(func.count()).select_from(Reminder)
        due = due.where(Reminder.state == ReminderState.OPEN, Reminder.due_at <= self.app.clock.now())
        names = (*(table.__tablename__ for table, _ in OPEN), Reminder.__tablename__)
        async with self.app.transactions.read() as session:
            counts = [await session.scalar(query) or 0 for query in (*open_by_state, due)]
        return {name: count for name, count in zip(names, counts, strict=True) if count}


@pytest.fixture
async def telegram(clock: MovableClock) -> AsyncIterator[SimulatedTelegram]:
    # People in tests type faster than at a telephone. A flood answer would wait for the clock, which stands still here:
    # a busy machine bunches calls that left at the right pace, so nothing is refused for it.
    limits = Limits(enforced=False)
    telegram = SimulatedTelegram(TOKEN, clock=clock, limits=limits, schema=SCHEMA if SCHEMA.exists() else None)
    yield telegram
    await telegram.stop()
    assert telegram.violations == []


@pytest.fixture
async def bot_settings(telegram: SimulatedTelegram, migrated: Path, tmp_path: Path) -> Settings:
    base = await telegram.start()
    copied(migrated, tmp_path / "bot.sqlite3")
    file = tmp_path / "config.toml"
    file.write_text(
        f"""
        [telegram]
        token = "{TOKEN}"
        api_url = "{base}"
        [database]
        url = "sqlite:///{tmp_path}/bot.sqlite3"
        [owners]
        telegram_ids = [{OWNER}]
        [limits]
        chat_per_second = 30
        chat_burst = 30
        updates_per_minute = 100000
        [log]
        level = "warning"
        """,
        encoding="utf-8",
    )
    return load(file)


@contextlib.asynccontextmanager
async def running(settings: Settings, clock: Clock) -> AsyncIterator[App]:
    """Run the bot as `dieuphoi run` does, until the block ends."""
    app = App(settings, clock)
    await upgrade(app.database, now=clock.now())
    task = asyncio.create_task(app.run())
    try:
        yield app
        assert not task.done(), task
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def bot(telegram: SimulatedTelegram, bot_settings: Settings, clock: MovableClock) -> AsyncIterator[Running]:
    async with running(bot_settings, clock) as app:
        yield Running(app, telegram)


@pytest.fixture
def person(bot: Running) -> Callable[..., Person]:
    return bot.person
