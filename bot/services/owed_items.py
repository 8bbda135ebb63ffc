"""What each unit of a conference still owes, one line each: reports, answers, lists, and somebody to act for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.db.transaction import Session
from bot.messages.standing import Standing
from bot.services.owed import REPORT_OWED
from bot.services.status import days_late, standings
from models.conferences import Conference
from models.duties import Assignment, Duty
from models.people import Membership, Person


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing owed: `kind` is report, answer, list or joining; `text` and `section` are those of a duty."""

    unit_id: int
    unit: str
    kind: str
    text: str | None
    section: str | None
    due: datetime | None
    days_late: int


@dataclass(frozen=True, slots=True)
class Contact:
    """The first focal person of a unit; `phone` is E.164."""

    name: str | None
    phone: str | None


async def owed_items(session: Session, conference_id: int, *, now: datetime) -> tuple[list[Standing], list[Owed]]:
    """Return how the units stand, and all they owe: latest first, then by what is due next."""
    conference = await session.get_one(Conference, conference_id)
    units = await standings(session, conference_id, now=now)
    names = {unit.unit_id: unit.name for unit in units}
    found = [item for unit in units for item in _of_unit(unit, conference.lists_due, now)]
    query = (
        select(Assignment.unit_id, Duty.text, Duty.section, Duty.due_at)
        .join(Duty, Assignment.duty_id == Duty.id)
        .where(Duty.conference_id == conference_id, REPORT_OWED)
        .order_by(Duty.place, Duty.id)
    )
    for unit_id, text, section, due in await session.execute(query):
        if unit_id in names:
            found.append(Owed(unit_id, names[unit_id], "report", text, section, due, days_late(due, now)))
    far = (True, now)
    return units, sorted(found, key=lambda item: (-item.days_late, (False, item.due) if item.due else far))


def _of_unit(unit: Standing, lists_due: datetime | None, now: datetime) -> Iterator[Owed]:
    days = days_late(lists_due, now)
    if unit.unanswered:
        yield Owed(unit.unit_id, unit.name, "answer", None, None, lists_due, days)
    if unit.list_missing:
        yield Owed(unit.unit_id, unit.name, "list", None, None, lists_due, days)
    if not unit.joined:
        yield Owed(unit.unit_id, unit.name, "joining", None, None, None, 0)


async def contacts(session: Session) -> dict[int, Contact]:
    """Return whom to phone for each unit: who joined for it first."""
    query = (
        select(Membership.unit_id, Person.full_name, Person.phone)
        .join(Person, Membership.person_id == Person.id)
        .where(Membership.ended_at.is_(None))
        .order_by(Membership.id.desc())
    )
    return {unit: Contact(name, phone) for unit, name, phone in await session.execute(query)}
