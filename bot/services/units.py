"""Units: names and people of the registry's bodies."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from bot.db.transaction import Session
from models.people import Membership, Person
from models.units import Unit

# Built once; the whole row would bring the unit's other names by a second query.
UNIT = Unit.__table__.c
NAME = select(UNIT.name).where(UNIT.id == bindparam("unit_id"))


async def names_of(session: Session, unit_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of units by id."""
    rows = await session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(set(unit_ids))))
    return dict(rows.all())


async def name_of(session: Session, unit_id: int) -> str:
    """Return the name of a unit."""
    name: str = (await session.scalars(NAME, {"unit_id": unit_id})).one()
    return name


async def people_of(session: Session, unit_id: int) -> list[Person]:
    """Return the focal persons of a unit, in the order in which they joined."""
    query = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.unit_id == unit_id, Membership.ended_at.is_(None))
        .order_by(Membership.id)
    )
    return list(await session.scalars(query))


async def people_by_unit(session: Session, unit_ids: Iterable[int]) -> dict[int, list[Person]]:
    """Return the focal persons of each of the units; a unit that nobody joined has none."""
    wanted = set(unit_ids)
    query = (
        select(Membership.unit_id, Person)
        .join(Person, Membership.person_id == Person.id)
        .where(Membership.ended_at.is_(None))
        .order_by(Membership.id)
    )
    found: dict[int, list[Person]] = {unit_id: [] for unit_id in wanted}
    for unit_id, person in await session.execute(query):
        if unit_id in wanted:
            found[unit_id].append(person)
    return found
