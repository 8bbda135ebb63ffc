"""What stands in a bot's database before its people begin: a province, its conference, duties and planned pings."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.clock import OFFICE_ZONE, MovableClock
from bot.config import Settings
from bot.db.engine import Database
from bot.db.schema import upgrade
from bot.db.transaction import Transactions
from bot.language.folding import fold
from bot.services.duties import compute_due
from bot.services.reminders import plan_conference
from models.calendar_days import CalendarDay
from models.conferences import Conference
from models.duties import Assignment, AssignmentState
from models.people import Membership, Organiser, Person
from models.reminders import Reminder
from models.units import Unit
from tests.factories import World
from tests.faults.process import Place

ORGANISER, FIRST_FOCAL, FIRST_PINGED = 1002, 200_001, 300_001
EVENT_IN = timedelta(days=60)
PINGED = "Việc gấp"
"""The duty of those whose pings fall due during the trial."""


@dataclass
class Province:
    """An organiser with a conference; `world` is the open transaction."""

    world: World
    conference: Conference

    async def unit(self, number: int, focal: int | None = None) -> Unit:
        """Make unit `number`; the person `focal` speaks for it."""
        unit = await self.world.unit(f"Sở thử nghiệm số {number:04d}")
        if focal is not None:
            person = await self.world.person(f"Đầu mối {number}", telegram_id=focal)
            await self.world.add(Membership(person_id=person.id, unit_id=unit.id, joined_at=self.world.now))
        return unit

    async def invited(self, units: list[Unit]) -> None:
        """Put the units into the composition, with two seats each."""
        await self.world.group(self.conference, units)

    async def plan(self) -> None:
        """Compute what is due when, and plan the pings."""
        world, number = self.world, self.conference.id
        await compute_due(world.session, number, world.calendar)
        await plan_conference(world.session, number, now=world.now, calendar=world.calendar, settings=world.settings)


MIGRATING = asyncio.Lock()
"""Alembic keeps what it works on in a module: one migration at a time in one process."""


@contextlib.asynccontextmanager
async def province(place: Place, now: datetime) -> AsyncIterator[Province]:
    """Make the tables and a conference in sixty days; commit what the block adds."""
    database = Database(place.address)
    clock = MovableClock(now, running=False)
    try:
        async with MIGRATING:
            await upgrade(database, now=now)
        async with Transactions(database).write("seed") as session:
            world = World(session, clock, Settings())
            head = await world.person("Nguyễn Văn Bình", telegram_id=ORGANISER)
            await world.add(Organiser(person_id=head.id, granted_by=1, granted_at=now))
            day = (now + EVENT_IN).astimezone(OFFICE_ZONE).date()
            yield Province(world, await world.conference(head, day=day))
    finally:
        await database.close()


async def crowd(found: Province, count: int) -> None:
    """Make and invite `count` units, each with its focal person, in bulk."""
    world = found.world
    units = [_unit(number, world.now) for number in range(count)]
    people = [Person(telegram_id=FIRST_FOCAL + n, full_name=f"Đầu mối {n}", created_at=world.now) for n in range(count)]
    await world.add(*units, *people)
    pairs = zip(people, units, strict=True)
    await world.add(*(Membership(person_id=who.id, unit_id=unit.id, joined_at=world.now) for who, unit in pairs))
    await found.invited(units)


def _unit(number: int, now: datetime) -> Unit:
    name = f"Ủy ban nhân dân xã {number:04d}"
    return Unit(name=name, folded=fold(name), level="commune", kind="commune", place=number, created_at=now)


async def duties(found: Province, units: list[Unit]) -> None:
    """Invite the units, give each a duty of its own, and plan the pings."""
    await found.invited(units)
    for number, unit in enumerate(units):
        duty = await found.world.duty(found.conference, [unit], text=f"Báo cáo số {number:04d}")
        duty.deadline_day, duty.days_before_event = None, 5
    await found.plan()


async def pings(found: Province, count: int, first: datetime, apart: timedelta, *, done: int = 0) -> None:
    """Plan pings to `count` people, each for a unit of its own, one `apart` the other; the first `done` have handed in.

    The days are declared worked: nothing is sent on a day off.
    """
    world = found.world
    units = [await found.unit(5000 + number, FIRST_PINGED + number) for number in range(count)]
    duty = await world.duty(found.conference, units, text=PINGED, due_in=EVENT_IN)
    instants = [first + number * apart for number in range(count)]
    query = select(Assignment).where(Assignment.duty_id == duty.id).order_by(Assignment.id)
    owed = list(await world.session.scalars(query))
    for row in owed[:done]:
        row.state = AssignmentState.HANDED_IN
    await world.add(*(ping(found, row, instant) for row, instant in zip(owed, instants, strict=True)))
    days = {instant.astimezone(OFFICE_ZONE).date() for instant in instants}
    await world.add(*(CalendarDay(day=day, working=True, source="trial") for day in sorted(days)))


def ping(found: Province, row: Assignment, at: datetime, *, rule: str = "7d") -> Reminder:
    """Return a ping for what a unit owes, due `at`."""
    number = found.conference.id
    return Reminder(conference_id=number, unit_id=row.unit_id, assignment_id=row.id, rule=rule, due_at=at)
