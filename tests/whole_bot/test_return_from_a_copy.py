"""A day of real work, a copy in its middle, and the database lost at its end: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Executable, create_engine, select

from bot.app import App
from bot.clock import OFFICE_ZONE, MovableClock
from bot.config import Settings
from bot.db.backup import back_up, examined
from bot.db.copies import journal_folder
from bot.db.engine import Database
from bot.db.row_hashes import TableHash, row_hashes
from bot.outbox.known import is_known
from bot.playground.telegram import SimulatedTelegram
from bot.returning import restore
from models.broadcasts import Broadcast, BroadcastState
from models.inbox import StoredUpdate, UpdateState
from models.jobs import Job, JobState
from models.outbox import OutboxMessage, OutboxState
from tests.patience import PATIENCE
from tests.whole_bot.conftest import ORGANISER, OWNER, Running, running
from tests.whole_bot.test_joining import name_organiser
from tests.whole_bot.test_story import PROVINCE, Plan, import_registry, invite, join, make_conference, register, report

PLAN = Plan(PROVINCE / "ke_hoach_hoi_nghi.docx", datetime(2026, 11, 10, 9, 0, tzinfo=OFFICE_ZONE), "Sở Nội vụ")
SAME = (
    *("person", "membership", "organiser", "unit", "plan", "plan_unit", "conference", "conference_session", "duty"),
    *("assignment", "invitation", "invitee_group", "place", "delegate", "broadcast", "recipient", "report", "reminder"),
)
COUNTED = ("inbox", "outbox", "audit", "invite_code", "stored_file", "job")
"""Tables that hold when work was done: as many rows as before, at other instants."""
SENDING = {"sendMessage", "sendDocument", "editMessageText", "setMyCommands"}
UNDER_WAY = (OutboxState.WAITING, OutboxState.SENDING)


def file_of(settings: Settings) -> Path:
    file = Database(settings.database.url).file
    assert file is not None
    return file


def hashes(settings: Settings) -> dict[str, TableHash]:
    engine = create_engine(f"sqlite:///{file_of(settings)}")
    with engine.connect() as connection:
        return row_hashes(connection)


def messages(telegram: SimulatedTelegram) -> Counter[tuple[int, str]]:
    """Everything that the bot ever wrote, by chat."""
    chats: Any = telegram.world.chats
    return Counter((chat, m.text) for chat in chats for m in chats[chat].messages.values() if m.sender.is_bot)


async def a_day(telegram: SimulatedTelegram, settings: Settings, clock: MovableClock) -> Path:
    """Live a day; return the copy that was made in its middle, while the bot was sending."""
    async with running(settings, clock) as app:
        bot = Running(app, telegram)
        _, organiser = await name_organiser(bot)
        await import_registry(organiser)
        await make_conference(organiser, PLAN)
        copy = asyncio.create_task(asyncio.to_thread(back_up, settings, app.database, now=clock.now()))
        clock.advance(timedelta(seconds=5))
        focal = await join(bot, organiser, PLAN.unit)
        made = await copy
        clock.advance(timedelta(minutes=5))
        await invite(bot, organiser, focal)
        await register(bot, focal)
        clock.advance(timedelta(minutes=5))
        await report(bot, organiser, focal)
        await bot.quiet()
    return made


async def worked(app: App) -> None:
    """Wait until what came back is worked, and until all that needs no call is settled."""
    still_open: list[Any] = []
    try:
        async with asyncio.timeout(PATIENCE):
            while still_open := await to_be_worked(app):  # noqa: ASYNC110 - rows change in the bot's transactions
                await asyncio.sleep(0.05)
    except TimeoutError as error:
        error.add_note(f"still open: {still_open}")
        raise


async def to_be_worked(app: App) -> list[Any]:
    queries: tuple[Executable, ...] = (
        select(StoredUpdate.update_id).where(StoredUpdate.state == UpdateState.WAITING),
        select(Broadcast.id).where(Broadcast.state == BroadcastState.SENDING),  # its board is yet to be told
        select(OutboxMessage.id, OutboxMessage.key, OutboxMessage.state).where(
            OutboxMessage.state.in_(UNDER_WAY), is_known()
        ),
        select(Job.id).where(Job.state.in_((JobState.WAITING, JobState.WORKING))),
    )
    async with app.transactions.read() as session:
        return [tuple(row) for query in queries for row in await session.execute(query)]


async def what_is_wrong(telegram: SimulatedTelegram, settings: Settings, clock: MovableClock, copy: Path) -> list[str]:
    """Lose the database, go back to the copy, run held and release; return what isn't as it was before the loss."""
    before, said, calls = hashes(settings), messages(telegram), len(telegram.calls)
    for part in file_of(settings).parent.glob("bot.sqlite3*"):
        part.unlink()
    clock.advance(timedelta(hours=1))
    await restore(settings, copy, now=clock.now())
    async with running(settings, clock) as app:
        bot = Running(app, telegram)
        await worked(app)
        after = hashes(settings)
        found = [name for name in SAME if after[name] != before[name]]
        found += [f"{name}: rows" for name in COUNTED if after[name].rows != before[name].rows]
        found += [f"called while held: {call.method}" for call in telegram.calls[calls:] if call.method in SENDING]
        await bot.person(ORGANISER).types("/status")
        await app.alarm.ring()
        owner = bot.person(OWNER)
        await owner.waits_for("Dữ liệu vừa được khôi phục")
        await owner.types("/held")
        await owner.waits_for("Những tin đang chờ gửi")
        label = next(label for label in owner.buttons if label.startswith(("Gửi", "Cho gửi")))
        found += [] if label == "Gửi 1 tin còn lại" else [label]
        await owner.taps(label)
        await owner.waits_for("Bot gửi tin trở lại bình thường")
        await bot.person(ORGANISER).waits_for("tham dự")
        await bot.quiet()
        again = messages(telegram) - said
        found += [f"sent again: {text}" for (chat, text) in again if (chat, text) in said]
    schema, _ = examined(back_up(settings, app.database, now=clock.now()))
    return found if schema else ["no copy"]


@pytest.mark.parametrize("journal", [True, False])
async def test_a_day_comes_back_and_nothing_goes_twice(
    telegram: SimulatedTelegram, bot_settings: Settings, clock: MovableClock, journal: bool
) -> None:
    """Without the journal the very same must be found wrong, or this would not test it."""
    clock.set(PLAN.sent)
    copy = await a_day(telegram, bot_settings, clock)
    if journal:
        assert await what_is_wrong(telegram, bot_settings, clock, copy) == []
        return
    shutil.rmtree(journal_folder(bot_settings, Database(bot_settings.database.url)))
    found = await what_is_wrong(telegram, bot_settings, clock, copy)
    assert {"membership", "delegate", "recipient", "inbox: rows"} <= set(found)
