"""The registry as it is looked through: counts, pages, search, and the card of a unit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.language.folding import fold
from bot.language.unit_kind import LEVELS
from bot.messages.base import PAGE
from bot.messages.unit_cards import Card, Focal
from bot.messages.units import Found, ListPage, UnitsHome
from bot.services.access import Action, Actor, require
from bot.services.memberships import seats_of_unit
from bot.services.pages import cut
from bot.services.unit_edits import LONGEST
from models.invite_codes import InviteCode
from models.units import Unit, UnitAlias


async def home(session: Session, actor: Actor) -> UnitsHome:
    """Return how many units there are on each level.

    Raises:
        Refusal: the actor may not.
    """
    require(actor, Action.MANAGE_UNITS)
    rows = (await session.execute(select(Unit.level, func.count()).group_by(Unit.level))).all()
    counts: dict[str, int] = dict(rows)
    return UnitsHome(tuple((level, counts[level]) for level in LEVELS if level in counts))


async def page(session: Session, actor: Actor, level: str, number: int) -> ListPage:
    """Return page `number` (from 0) of the units of a level, in the order of the protocol list.

    Raises:
        Refusal: the actor may not, or there is no such level.
    """
    require(actor, Action.MANAGE_UNITS)
    if level not in LEVELS:
        raise Refusal("common.old_button")
    query = select(Unit.id, Unit.name).where(Unit.level == level).order_by(Unit.place, Unit.name)
    rows, number, pages = await cut(session, query, number)
    return ListPage(level, tuple((unit_id, name) for unit_id, name in rows), number, pages)


async def search(session: Session, actor: Actor, typed: str) -> Found:
    """Return the units whose name, other name or code holds every word typed, accents left aside.

    Raises:
        Refusal: the actor may not, or nothing was typed that may be a name.
    """
    require(actor, Action.MANAGE_UNITS)
    words = fold(typed).split()
    if not words or len(typed) > LONGEST:
        raise Refusal("units.type_words")
    query = _holding(words, typed)
    count = await session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = await session.execute(query.order_by(func.length(Unit.folded), Unit.place).limit(PAGE))
    return Found(typed, tuple(rows.all()), count)


def _holding(words: list[str], typed: str) -> Select[int, str]:
    """Return the query of units that hold all `words` (letters and digits only, so LIKE needs no escaping)."""
    name = and_(*(Unit.folded.contains(word) for word in words))
    other = select(UnitAlias.unit_id).where(and_(*(UnitAlias.folded.contains(word) for word in words)))
    return select(Unit.id, Unit.name).where(or_(name, Unit.id.in_(other), Unit.code == typed))


async def card(session: Session, actor: Actor, unit_id: int, *, now: datetime) -> Card:
    """Return all that is known of a unit, with its focal persons and the state of its code.

    Raises:
        Refusal: the actor may not, or there is no such unit.
    """
    require(actor, Action.MANAGE_UNITS)
    unit = await session.get(Unit, unit_id, populate_existing=True)
    if unit is None:
        raise Refusal("units.gone")
    code = await _last_code(session, unit_id)
    return Card(
        unit_id=unit.id,
        name=unit.name,
        code=unit.code,
        level=unit.level,
        kind=unit.kind,
        parent=unit.parent,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        aliases=tuple((alias.id, alias.text) for alias in unit.aliases),
        people=tuple(
            Focal(s.row.id, s.person.full_name or "–", s.person.phone, s.person.unreachable_at is not None)
            for s in await seats_of_unit(session, unit_id)
        ),
        invite=(code.id, code.fault(now) or "open", code.expires_at) if code else None,
    )


async def _last_code(session: Session, unit_id: int) -> InviteCode | None:
    query = select(InviteCode).where(InviteCode.unit_id == unit_id).order_by(InviteCode.id.desc())
    return await session.scalar(query.limit(1))
