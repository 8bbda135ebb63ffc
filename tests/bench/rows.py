"""Rows in bulk: a province with its duties and planned pings, and a backlog of the outbox, in a migrated file."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import OFFICE_ZONE
from bot.db.engine import Database
from bot.db.schema import upgrade
from bot.language.folding import fold
from models import Base
from models.calendar_days import CalendarDay
from models.conferences import Conference, ConferenceSession
from models.delegates import Delegate
from models.duties import Assignment, Duty, Part
from models.invitations import Invitation
from models.invitees import InviteeGroup, Place
from models.outbox import Lane, OutboxMessage
from models.people import Membership, Person
from models.reminders import Reminder
from models.units import Unit
from tests.bench.machine import FIRST_PERSON

DUTIES = 10
RULES = ("7d", "3d", "1d")
EVENT_IN = timedelta(days=60)


@contextlib.asynccontextmanager
async def filling(url: str, now: datetime) -> AsyncIterator[AsyncConnection]:
    """Open a new database with all tables, as the bot makes it, to fill it in one transaction."""
    database = Database(url)
    try:
        await upgrade(database, now=now)
        async with database.writer.begin() as connection:
            yield connection
    finally:
        await database.close()


async def province(connection: AsyncConnection, units: int, now: datetime) -> None:
    """Fill in `units` invited units, each with its focal person, and for each its duties with three planned pings."""
    due = now + EVENT_IN
    await invited(connection, units, now)
    duties = [{"id": n, "conference_id": 1, "text": f"Báo cáo số {n}", "due_at": due} for n in range(1, DUTIES + 1)]
    await _put(connection, Duty, duties)
    given = [(n, (n - 1) % DUTIES + 1, (n - 1) // DUTIES + 1) for n in range(1, units * DUTIES + 1)]
    await _put(connection, Assignment, [_assignment(*each) for each in given])
    planned = [_reminder(n, unit, rule, due - timedelta(days=int(rule[0]))) for n, _, unit in given for rule in RULES]
    await _put(connection, Reminder, planned)


async def invited(connection: AsyncConnection, count: int, now: datetime) -> None:
    """Fill in a running conference and `count` units invited to it, each with its focal person."""
    numbers = range(1, count + 1)
    await _put(connection, Conference, [_conference(now)])
    await _put(connection, ConferenceSession, [_session(now)])
    await _put(connection, InviteeGroup, [{"id": 1, "conference_id": 1, "label": "Xã", "mode": "in_person"}])
    await _people(connection, numbers, now)
    await _put(connection, Invitation, [{"id": n, "conference_id": 1, "unit_id": n} for n in numbers])
    await _put(connection, Place, [{"group_id": 1, "unit_id": n, "seats": 9} for n in numbers])


async def delegates(connection: AsyncConnection, units: int, count: int, now: datetime) -> None:
    """Fill in `count` delegates of `units` units."""
    await _put(connection, Delegate, [_delegate(number, number % units + 1, now) for number in range(count)])


async def pings(connection: AsyncConnection, count: int, first: datetime, apart: timedelta) -> list[datetime]:
    """Plan `count` pings more, to different people, at instants `apart`; return the instants.

    The days are declared worked, since nothing is sent on a day off.
    """
    instants = [first + number * apart for number in range(count)]
    rows = [_reminder(n * DUTIES + 1, n + 1, "day", instant) for n, instant in enumerate(instants)]
    await _put(connection, Reminder, rows)
    days = {instant.astimezone(OFFICE_ZONE).date() for instant in instants}
    await _put(connection, CalendarDay, [{"day": day, "working": True, "source": "bench"} for day in days])
    return instants


async def at_one_instant(
    connection: AsyncConnection, count: int, due: datetime, rules: Sequence[str]
) -> dict[int, str]:
    """Fill in `count` units and plan a ping of one of `rules` for each, the least urgent first; return it by chat."""
    await invited(connection, count, due)
    await _put(connection, Duty, [{"id": 1, "conference_id": 1, "text": "Báo cáo", "due_at": due + EVENT_IN}])
    kinds = {n: rules[-1 - n % len(rules)] for n in range(1, count + 1)}
    await _put(connection, Assignment, [_assignment(n, 1, n) for n in kinds])
    await _put(connection, Reminder, [_reminder(n, n, rule, due) for n, rule in kinds.items()])
    worked = {"day": due.astimezone(OFFICE_ZONE).date(), "working": True, "source": "bench"}
    await _put(connection, CalendarDay, [worked])
    return {FIRST_PERSON + n - 1: rule for n, rule in kinds.items()}


async def backlog(connection: AsyncConnection, count: int, now: datetime) -> None:
    """Put `count` messages of a broadcast, each to another person."""
    rows = [
        {
            "key": f"bench:{number}",
            "chat_id": FIRST_PERSON + number,
            "lane": int(Lane.BROADCAST),
            "method": "sendMessage",
            "payload": {"text": f"Kính gửi đơn vị số {number}"},
            "again": False,
            "created_at": now,
        }
        for number in range(count)
    ]
    await _put(connection, OutboxMessage, rows)


async def _put(connection: AsyncConnection, table: type[Base], rows: list[dict[str, Any]]) -> None:
    await connection.execute(insert(table), rows)


async def _people(connection: AsyncConnection, numbers: range, now: datetime) -> None:
    """Fill in units, each with its focal person."""
    await _put(connection, Unit, [_unit(number, now) for number in numbers])
    await _put(connection, Person, [_person(number, now) for number in numbers])
    await _put(connection, Membership, [{"person_id": n, "unit_id": n, "joined_at": now} for n in numbers])


def _conference(now: datetime) -> dict[str, Any]:
    return {"id": 1, "title": "Hội nghị tổng kết năm", "lists_due": now + EVENT_IN / 2, "created_at": now}


def _session(now: datetime) -> dict[str, Any]:
    day = (now + EVENT_IN).date()
    return {"conference_id": 1, "name": "Phiên chính", "precision": "day", "first_day": day, "last_day": day}


def _delegate(number: int, unit: int, now: datetime) -> dict[str, Any]:
    name = f"Nguyễn Văn {number}"
    return {
        "conference_id": 1,
        "unit_id": unit,
        "group_id": 1,
        "full_name": name,
        "person_key": fold(name),
        "position": "Chuyên viên",
        "phone": f"0900000{number % 1000:03}",
        "mode": "in_person",
        "entered_by": unit,
        "entered_at": now,
    }


def unit_name(number: int) -> str:
    """Return the name of a unit."""
    return f"Ủy ban nhân dân xã số {number}"


def _unit(number: int, now: datetime) -> dict[str, Any]:
    name = unit_name(number)
    folded = fold(name)
    return {"id": number, "name": name, "folded": folded, "level": "commune", "kind": "commune", "created_at": now}


def _person(number: int, now: datetime) -> dict[str, Any]:
    return {"id": number, "telegram_id": FIRST_PERSON + number - 1, "full_name": f"Người {number}", "created_at": now}


def _assignment(number: int, duty: int, unit: int) -> dict[str, Any]:
    return {"id": number, "duty_id": duty, "unit_id": unit, "part": Part.LEAD}


def _reminder(assignment: int, unit: int, rule: str, due_at: datetime) -> dict[str, Any]:
    return {"conference_id": 1, "unit_id": unit, "assignment_id": assignment, "rule": rule, "due_at": due_at}
