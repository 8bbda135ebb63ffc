"""Names of units in a plan as they are shown: the list, and one on a card."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.messages.plan_unit_cards import UnitCard
from bot.messages.plan_units import USES, Named, UnitList
from bot.services.plan_matching import uses
from bot.services.plan_units import counts, match, units_of
from bot.services.units import names_of
from models.plans import Plan, PlanUnit
from models.units import Unit


async def _registry_size(session: Session) -> int:
    return await session.scalar(select(func.count()).select_from(Unit)) or 0


async def named_of(session: Session, plan: Plan, rows: list[PlanUnit]) -> list[Named]:
    """Return the names as messages need them."""
    names = await names_of(session, {i for row in rows for i in (*row.unit_ids, *row.candidates)})
    wanted = uses(plan.reading or {})
    return [
        Named(
            row.id,
            row.name,
            row.state,
            row.open,
            tuple((i, names[i]) for i in row.unit_ids if i in names),
            tuple((i, names[i]) for i in row.candidates if i in names),
            row.decided,
            row.kind,
            row.level,
            tuple(use for use in USES if use in wanted.get(row.name, ())),
        )
        for row in rows
    ]


async def list_of(session: Session, plan: Plan, page: int, *, now: datetime) -> UnitList:
    """Return a page of the names; the first one matches them with the registry as it is now."""
    rows = await units_of(session, plan.id) if page else await match(session, plan, now=now)
    named = await named_of(session, plan, rows)
    return UnitList(plan.id, tuple(named), counts(rows), await _registry_size(session), page)


async def card_of(session: Session, plan: Plan, row: PlanUnit, page: int = 0) -> UnitCard:
    """Return the card of one name."""
    named = (await named_of(session, plan, [row]))[0]
    return UnitCard(plan.id, plan.version, named, await _registry_size(session), page)
