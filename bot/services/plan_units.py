"""Units of a plan: matched with the registry when it is read or corrected, and decided by the organiser."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import or_, select

from bot.clock import OFFICE_ZONE
from bot.db.transaction import Session
from bot.language.folding import fold
from bot.language.units import Candidate
from bot.messages.plan_draft import UnitCounts
from bot.services.plan_matching import Registry, Resolved, province_of, resolve_all, uses
from models.plans import Plan, PlanUnit, UnitLinkState
from models.units import Unit


async def registry_of(session: Session, today: date) -> list[Unit]:
    """Return the units of the registry that exist today, in the order of the protocol list."""
    query = select(Unit).where(
        or_(Unit.valid_to.is_(None), Unit.valid_to >= today), or_(Unit.valid_from.is_(None), Unit.valid_from <= today)
    )
    return list(await session.scalars(query.order_by(Unit.place, Unit.id)))


async def prepared(session: Session, plan: Plan, now: datetime) -> Registry:
    """Return the registry as the names of a plan are matched with it."""
    units = await registry_of(session, now.astimezone(OFFICE_ZONE).date())
    candidates = [Candidate(u.id, (u.name, *(a.text for a in u.aliases)), u.level, u.kind) for u in units]
    reading = plan.reading or {}
    return Registry(candidates, province_of(reading), reading.get("issuing_body"))


async def units_of(session: Session, plan_id: int) -> list[PlanUnit]:
    """Return the names of units of a plan, those to be decided first."""
    rows = await session.scalars(select(PlanUnit).where(PlanUnit.plan_id == plan_id).order_by(PlanUnit.id))
    order = {UnitLinkState.ASKED: 0, UnitLinkState.GROUP: 1, UnitLinkState.NEW: 2, UnitLinkState.INVITED: 3}
    return sorted(rows, key=lambda row: (not row.open, order.get(row.state, 4), row.id))


async def match(session: Session, plan: Plan, *, now: datetime) -> list[PlanUnit]:
    """Match the names of a plan with the registry as it is now; what a person decided stays.

    Names that the reading no longer holds go.
    """
    wanted = uses(plan.reading or {})
    rows = {row.name: row for row in await units_of(session, plan.id)}
    decided = {name for name, row in rows.items() if row.decided} & wanted.keys()
    found = resolve_all(await prepared(session, plan, now), wanted, decided)
    for name in rows.keys() - found.keys() - decided:
        await session.delete(rows[name])
    for name, resolved in found.items():
        _take(session, plan, rows.get(name), name, resolved)
    await session.flush()
    return await units_of(session, plan.id)


async def follow(session: Session, plan: Plan, earlier_id: int) -> None:
    """Let names of a new version mean what the organiser decided of them in the earlier one.

    A group whose members in the registry have changed since is asked again, as are names never decided.
    """
    before = {fold(row.name): row for row in await units_of(session, earlier_id) if row.decided}
    for row in await units_of(session, plan.id):
        said = before.get(fold(row.name))
        if said is None or row.decided or said.state not in _LASTING or _regrouped(row, said):
            continue
        row.state, row.unit_ids, row.candidates, row.decided = said.state, said.unit_ids, said.candidates, True


_LASTING = frozenset({UnitLinkState.LINKED, UnitLinkState.GROUP, UnitLinkState.INVITED, UnitLinkState.SKIPPED})
"""What a decided name goes on meaning; a unit that was new is in the registry by now and found there."""


def _regrouped(row: PlanUnit, said: PlanUnit) -> bool:
    return said.state is UnitLinkState.GROUP and set(row.candidates) != set(said.candidates)


def _take(session: Session, plan: Plan, row: PlanUnit | None, name: str, resolved: Resolved) -> None:
    """Write what a name means; a group from which members were taken out stays so while it is the same group."""
    values = {
        "state": resolved.state,
        "unit_ids": list(resolved.unit_ids),
        "candidates": list(resolved.candidates),
        "kind": resolved.kind,
        "level": resolved.level,
    }
    if row is None:
        session.add(PlanUnit(plan_id=plan.id, name=name, **values))
    elif (row.state, row.candidates) != (UnitLinkState.GROUP, values["candidates"]):
        for field, value in values.items():
            setattr(row, field, value)


def counts(rows: list[PlanUnit]) -> UnitCounts:
    """Count the names by how they are resolved."""
    done = [row.state for row in rows if not row.open]
    return UnitCounts(
        known=sum(state in {UnitLinkState.LINKED, UnitLinkState.GROUP, UnitLinkState.INVITED} for state in done),
        new=done.count(UnitLinkState.NEW),
        undecided=len(rows) - len(done),
        skipped=done.count(UnitLinkState.SKIPPED),
    )


async def next_open(session: Session, plan: Plan) -> PlanUnit | None:
    """Return the first name that is still to be decided."""
    return next((row for row in await units_of(session, plan.id) if row.open), None)
