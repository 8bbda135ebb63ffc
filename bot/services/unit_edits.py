"""Changing the registry one unit at a time. Names are kept as written; what is compared is folded."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.language.folding import fold
from bot.language.unit_kind import KINDS, LEVELS, kind_and_level
from bot.services.access import Action, Actor, require
from bot.services.audit import note
from models.units import Unit, UnitAlias

LONGEST = 250


async def add(session: Session, actor: Actor, name: str, *, now: datetime) -> Unit:
    """Add a unit; level and kind are taken from the words of its name and shown to be corrected.

    Raises:
        Refusal: the actor may not, it is no name, or a unit has it already.
    """
    require(actor, Action.MANAGE_UNITS)
    await _require_free(session, name)
    kind, level = kind_and_level(name)
    place = (await session.scalar(select(func.max(Unit.place))) or 0) + 1
    unit = Unit(name=name, folded=fold(name), level=level, kind=kind, place=place, created_at=now, aliases=[])
    session.add(unit)
    await session.flush()
    note(session, actor, "unit.add", f"unit {unit.id}", now=now)
    return unit


async def rename(session: Session, actor: Actor, unit_id: int, name: str, *, now: datetime) -> None:
    """Give a unit another name; plans still call it by the old one, so that becomes another name of it.

    Raises:
        Refusal: the actor may not, it is no name, or another unit has it.
    """
    unit = await _unit(session, actor, unit_id)
    await _require_free(session, name, but=unit_id)
    old, unit.name, unit.folded = unit.name, name, fold(name)
    unit.aliases = [alias for alias in unit.aliases if alias.folded != unit.folded]
    if fold(old) != unit.folded and all(alias.folded != fold(old) for alias in unit.aliases):
        unit.aliases.append(UnitAlias(text=old, folded=fold(old)))
    note(session, actor, "unit.rename", f"unit {unit_id}", now=now)
    await session.flush()


async def add_alias(session: Session, actor: Actor, unit_id: int, text: str, *, now: datetime) -> None:
    """Add another name of a unit.

    Raises:
        Refusal: the actor may not, it is no name, or some unit has it.
    """
    unit = await _unit(session, actor, unit_id)
    await _require_free(session, text)
    if fold(text) in {unit.folded, *(alias.folded for alias in unit.aliases)}:
        raise Refusal("units.exists", name=unit.name)
    unit.aliases.append(UnitAlias(text=text, folded=fold(text)))
    note(session, actor, "unit.alias", f"unit {unit_id}", now=now)
    await session.flush()


async def drop_alias(session: Session, actor: Actor, unit_id: int, alias_id: int, *, now: datetime) -> None:
    """Take another name away from a unit.

    Raises:
        Refusal: the actor may not.
    """
    unit = await _unit(session, actor, unit_id)
    unit.aliases = [alias for alias in unit.aliases if alias.id != alias_id]
    note(session, actor, "unit.alias_drop", f"unit {unit_id}", now=now)
    await session.flush()


async def classify(
    session: Session, actor: Actor, unit_id: int, *, level: str | None = None, kind: str | None = None, now: datetime
) -> None:
    """Set the level or the kind of a unit.

    Raises:
        Refusal: the actor may not, or there is no such level or kind.
    """
    unit = await _unit(session, actor, unit_id)
    if level not in (None, *LEVELS) or kind not in (None, *KINDS):
        raise Refusal("common.old_button")
    unit.level, unit.kind = level or unit.level, kind or unit.kind
    note(session, actor, "unit.classify", f"unit {unit_id}", now=now, level=unit.level, kind=unit.kind)


async def name_to_change(session: Session, actor: Actor, unit_id: int) -> str:
    """Return the name of a unit that is about to be changed.

    Raises:
        Refusal: the actor may not, or there is no such unit.
    """
    return (await _unit(session, actor, unit_id)).name


async def _unit(session: Session, actor: Actor, unit_id: int) -> Unit:
    require(actor, Action.MANAGE_UNITS)
    unit = await session.get(Unit, unit_id, populate_existing=True)
    if unit is None:
        raise Refusal("units.gone")
    return unit


async def _require_free(session: Session, name: str, *, but: int | None = None) -> None:
    """Refuse what is no name, and a name that a unit other than `but` has.

    Letters count here: two communes may well be called alike but for a mark (Hà, Hạ).
    """
    folded = fold(name)
    if len(folded) < 2 or len(name) > LONGEST or "\n" in name:
        raise Refusal("units.bad_name", most=LONGEST)
    other = select(UnitAlias.unit_id).where(UnitAlias.folded == folded)
    query = select(Unit).where(or_(Unit.folded == folded, Unit.id.in_(other)))
    for unit in await session.scalars(query):
        if unit.id != but and name.casefold() in {n.casefold() for n in (unit.name, *(a.text for a in unit.aliases))}:
            raise Refusal("units.exists", name=unit.name)
