"""Pings under random deadlines, days off, pauses and moves: on working days, in time, once."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.calendar.reminders import OFFICE_HOURS
from bot.clock import OFFICE_ZONE, MovableClock
from bot.config import Settings
from bot.db.engine import Database
from bot.db.transaction import Transactions
from bot.services.calendar_days import calendar_of
from bot.services.duties import compute_due
from bot.services.pings import DueReminders
from bot.services.reminders import plan_conference
from models.calendar_days import CalendarDay
from models.conferences import ConferenceSession
from models.duties import Duty
from models.outbox import Lane, OutboxMessage, OutboxState
from models.people import Person
from models.reminders import Reminder, ReminderState
from tests.databases import copied
from tests.factories import World

START = datetime(2026, 12, 14, 9, 0, tzinfo=OFFICE_ZONE)
"""Before New Year and Tết 2027."""
TICK = DueReminders()
DAYS = st.integers(1, 75).map(lambda days: START.date() + timedelta(days=days))
HOURS = st.sampled_from([None, time(7), time(8), time(11), time(16)])


@dataclass(frozen=True)
class Story:
    """A duty with its deadline, days declared off or worked, and what happens while pings go out.

    `pauses` are minutes by which the bot comes late to each ring; after ring `moved_after` the event moves.
    """

    deadline: date | None
    days_before: int
    working_days: bool
    before: bool
    hour: time | None
    declared: dict[date, bool]
    pauses: list[int]
    moved_after: int
    moved_by: int


STORIES = st.builds(
    Story,
    deadline=st.none() | DAYS,
    days_before=st.integers(0, 12),
    working_days=st.booleans(),
    before=st.booleans(),
    hour=HOURS,
    declared=st.dictionaries(DAYS, st.booleans(), max_size=12),
    pauses=st.lists(st.sampled_from([0, 0, 0, 5, 300, 900, 4000]), max_size=12),
    moved_after=st.integers(0, 8),
    moved_by=st.integers(-5, 30),
)


@dataclass
class Told:
    """A ping: when, for which deadline, and with which rule."""

    at: datetime
    due_at: datetime
    rule: str
    late: timedelta


@dataclass
class Run:
    """The bot with one duty, one focal person, and all that was told."""

    world: World
    duty: Duty
    event: ConferenceSession
    told: list[Told] = field(default_factory=list)

    async def plan(self) -> None:
        session = self.world.session
        calendar = await calendar_of(session)
        await compute_due(session, self.duty.conference_id, calendar)
        await plan_conference(
            session, self.duty.conference_id, now=self.world.now, calendar=calendar, settings=self.world.settings
        )

    async def sent(self) -> set[tuple[int, str, datetime]]:
        query = select(Reminder.id, Reminder.rule, Reminder.due_at).where(Reminder.state == ReminderState.SENT)
        return {(row[0], row[1], row[2]) for row in await self.world.session.execute(query)}

    async def ring(self) -> None:
        """Run the tick twice, as a bot that was killed after the first would."""
        before = await self.sent()
        await TICK.run(self.world.session, self.world.now, self.world.settings)
        once = await self.sent()
        await TICK.run(self.world.session, self.world.now, self.world.settings)
        assert await self.sent() == once
        await self.world.session.execute(update(OutboxMessage).values(state=OutboxState.SENT))
        for _, rule, due_at in once - before:
            assert self.duty.due_at is not None
            late = self.world.now - due_at
            self.told.append(Told(self.world.now.astimezone(OFFICE_ZONE), self.duty.due_at, rule, late))


async def begin(world: World, story: Story) -> Run:
    unit = await world.unit("Sở Nội vụ")
    await world.focal(unit)
    conference = await world.conference(await world.organiser(), day=date(2027, 2, 26))
    duty = await world.duty(conference, [unit])
    duty.deadline_day, duty.deadline_hour, duty.before = story.deadline, story.hour, story.before
    duty.days_before_event, duty.working_days = None if story.deadline else story.days_before, story.working_days
    await world.add(*(CalendarDay(day=day, working=on, source="Công văn 1") for day, on in story.declared.items()))
    event = await world.session.scalar(select(ConferenceSession))
    assert event is not None
    return Run(world, duty, event)


async def live(run: Run, story: Story) -> None:
    await run.plan()
    world = run.world
    for number in range(120):
        at = await TICK.next(world.session, world.now, world.settings)
        if at is None:
            return
        pause = story.pauses[number] if number < len(story.pauses) else 0
        world.clock.set(max(at, world.now) + timedelta(minutes=pause))
        await run.ring()
        if number == story.moved_after:
            assert run.event.first_day is not None
            run.event.first_day = run.event.last_day = run.event.first_day + timedelta(days=story.moved_by)
            await run.plan()
            await run.ring()
    due, last = run.duty.due_at, run.event.last_day
    assert due is not None
    assert last is not None
    assert due.astimezone(OFFICE_ZONE).date() > last, "only what is due after the conference is pinged until it is done"


class Undo(Exception):
    """Ends a story, so that the next begins on an empty database."""


async def tell(file: Path, story: Story) -> None:
    """Live the story, look at every ping, and undo it all."""
    database = Database(f"sqlite+aiosqlite:///{file}")
    try:
        with contextlib.suppress(Undo):
            async with Transactions(database).write("u1") as session:
                run = await begin(World(session, MovableClock(START, running=False), Settings()), story)
                await live(run, story)
                await look(run)
                raise Undo
    finally:
        await database.close()


@pytest.fixture(scope="module")
def file(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("pings") / "test.sqlite3"
    copied(migrated, file)
    return file


async def look(run: Run) -> None:
    calendar = await calendar_of(run.world.session)
    for told in run.told:
        assert calendar.is_working_day(told.at.date()), told
        assert told.rule.startswith("overdue:") == (told.due_at <= told.at), told
        if told.late >= timedelta(hours=1):
            assert any(opens <= told.at.time() < closes for opens, closes in OFFICE_HOURS), told
        if not told.late:
            # At noon it waits for the afternoon.
            assert told.at.time() in {time(8), time(13, 30)}, told
    assert len({told.at.date() for told in run.told if not told.late}) == len([t for t in run.told if not t.late])
    focal = await run.world.session.scalar(select(Person).where(Person.full_name == "Phạm Minh Đức"))
    assert focal is not None
    query = select(OutboxMessage.key).where(
        OutboxMessage.chat_id == focal.telegram_id, OutboxMessage.lane == int(Lane.REMINDER)
    )
    keys = list(await run.world.session.scalars(query))
    assert len(keys) == len(set(keys)) == len(run.told)


@given(story=STORIES)
@settings(max_examples=25, phases=[Phase.generate])  # a story is short as it is; making it shorter takes minutes
def test_every_ping_is_in_time_and_comes_once(file: Path, story: Story) -> None:
    asyncio.run(tell(file, story))
