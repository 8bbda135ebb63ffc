"""Who hears of what is owed: each focal person in one message, and organisers where pings didn't help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.messages.reminders import OwedHere, Ping, StillLate
from bot.outbox.put import put
from bot.services.conferences import organisers_of
from bot.services.ping_facts import Fact
from bot.services.units import names_of
from models.outbox import Lane
from models.people import Membership, Person


@dataclass(frozen=True)
class Due:
    """A reminder that goes out: the id of its row, what it is about.

    `overdue` says that the deadline has passed, `late` that the reminder itself comes late.
    """

    reminder_id: int
    fact: Fact
    overdue: bool
    late: bool


async def reachable(session: Session, unit_ids: set[int]) -> dict[int, list[Person]]:
    """Return the focal persons of units who haven't blocked the bot; a unit that nobody joined isn't there."""
    query = (
        select(Membership.unit_id, Person)
        .join(Person, Membership.person_id == Person.id)
        .where(Membership.unit_id.in_(unit_ids), Membership.ended_at.is_(None), Person.unreachable_at.is_(None))
        .order_by(Membership.id)
    )
    found: dict[int, list[Person]] = {}
    for unit_id, person in await session.execute(query):
        found.setdefault(unit_id, []).append(person)
    return found


def grouped(dues: Iterable[Due], names: dict[int, str], now: datetime) -> tuple[OwedHere, ...]:
    """Return what is due by conference, what was due first in front."""
    by_conference: dict[int, list[Due]] = {}
    for due in sorted(dues, key=lambda due: (due.fact.due_at or now, due.reminder_id)):
        by_conference.setdefault(due.fact.conference.id, []).append(due)
    return tuple(
        OwedHere(number, found[0].fact.conference.title, tuple(d.fact.told(names[d.fact.unit_id], now) for d in found))
        for number, found in by_conference.items()
    )


async def tell_people(session: Session, dues: Sequence[Due], people: dict[int, list[Person]], now: datetime) -> None:
    """Put one message to each person for all that is due to them; its key is the first row that it carries."""
    names = await names_of(session, {due.fact.unit_id for due in dues})
    receivers: dict[int, Person] = {}
    theirs: dict[int, list[Due]] = {}
    for due in dues:
        for person in people[due.fact.unit_id]:
            receivers[person.id] = person
            theirs.setdefault(person.id, []).append(due)
    several = await _several(session, receivers)
    for person_id, mine in theirs.items():
        groups, late = grouped(mine, names, now), any(due.late for due in mine)
        ping = Ping(groups, named=person_id in several, late=late)
        key = f"r{person_id}:{min(due.reminder_id for due in mine)}"
        await put(session, receivers[person_id], ping, now=now, lane=Lane.REMINDER, key=key)


async def _several(session: Session, person_ids: Iterable[int]) -> set[int]:
    """Return those of the people who act for several units."""
    query = select(Membership.person_id).where(Membership.person_id.in_(person_ids), Membership.ended_at.is_(None))
    return set(await session.scalars(query.group_by(Membership.person_id).having(func.count() > 1)))


async def tell_organisers(session: Session, dues: Sequence[Due], count: int, now: datetime) -> None:
    """Tell the organisers of each conference what is still owed after `count` pings past the deadline."""
    names = await names_of(session, {due.fact.unit_id for due in dues})
    first = {due.fact.conference.id: due.reminder_id for due in reversed(dues)}
    for group in grouped(dues, names, now):
        for person in await organisers_of(session, group.conference_id):
            key = f"late{person.id}:{first[group.conference_id]}"
            await put(session, person, StillLate(group, count), now=now, lane=Lane.URGENT, key=key)
