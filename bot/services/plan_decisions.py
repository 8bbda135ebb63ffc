"""What the organiser decides of a name in a plan: a unit of the registry, a new one, a whole group, or nobody."""

from __future__ import annotations

from datetime import datetime

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.language.folding import nfc
from bot.language.unit_kind import KINDS, LEVELS, kind_and_level
from bot.services import audit
from bot.services.access import Actor
from bot.services.plan_units import match, prepared
from bot.services.plans import draft_of
from models.plans import Plan, PlanUnit, UnitLinkState
from models.units import Unit


async def name_of_plan(session: Session, actor: Actor, row_id: int) -> tuple[Plan, PlanUnit]:
    """Return a name of a draft that the actor may work on, and the draft.

    Raises:
        Refusal: there is no such name any more, or the draft is another's.
    """
    row = await session.get(PlanUnit, row_id)
    if row is None:
        raise Refusal("common.old_button")
    return await draft_of(session, actor, row.plan_id), row


def _decided(session: Session, actor: Actor, plan: Plan, row: PlanUnit, *, now: datetime) -> None:
    row.decided = True
    plan.version += 1
    details = {"name": row.id, "state": row.state, "units": row.unit_ids}
    audit.note(session, actor, "plan.unit", f"plan {plan.id}", now=now, **details)


async def link(session: Session, actor: Actor, row_id: int, unit_id: int, *, now: datetime) -> PlanUnit:
    """Let the name mean one unit of the registry."""
    plan, row = await name_of_plan(session, actor, row_id)
    if await session.get(Unit, unit_id) is None:
        raise Refusal("common.old_button")
    row.state, row.unit_ids = UnitLinkState.LINKED, [unit_id]
    _decided(session, actor, plan, row, now=now)
    return row


async def make_new(session: Session, actor: Actor, row_id: int, *, now: datetime) -> PlanUnit:
    """Let the name be a unit that isn't in the registry yet; it is made with the conference."""
    plan, row = await name_of_plan(session, actor, row_id)
    row.state, row.unit_ids = UnitLinkState.NEW, []
    if row.kind is None or row.level is None:
        row.kind, row.level = kind_and_level(row.name)
    _decided(session, actor, plan, row, now=now)
    return row


async def skip(session: Session, actor: Actor, row_id: int, *, now: datetime) -> PlanUnit:
    """Let the name mean nobody: neither invited nor on duty."""
    plan, row = await name_of_plan(session, actor, row_id)
    row.state, row.unit_ids = UnitLinkState.SKIPPED, []
    _decided(session, actor, plan, row, now=now)
    return row


async def mean_invited(session: Session, actor: Actor, row_id: int, *, now: datetime) -> PlanUnit:
    """Let the name mean all units that the plan invites."""
    plan, row = await name_of_plan(session, actor, row_id)
    row.state, row.unit_ids = UnitLinkState.INVITED, []
    _decided(session, actor, plan, row, now=now)
    return row


async def accept(session: Session, actor: Actor, row_id: int, *, now: datetime) -> PlanUnit:
    """Accept the members of a class name as they stand.

    Raises:
        Refusal: nobody is left in it.
    """
    plan, row = await name_of_plan(session, actor, row_id)
    if row.state is not UnitLinkState.GROUP or not row.unit_ids:
        raise Refusal("plan_units.nobody")
    _decided(session, actor, plan, row, now=now)
    return row


async def turn_member(session: Session, actor: Actor, row_id: int, unit_id: int, *, now: datetime) -> PlanUnit:
    """Take a member out of a group, or back in; the group must be accepted (again) after that."""
    plan, row = await name_of_plan(session, actor, row_id)
    if row.state is not UnitLinkState.GROUP or unit_id not in row.candidates:
        raise Refusal("common.old_button")
    chosen = set(row.unit_ids) ^ {unit_id}
    row.unit_ids = [member for member in row.candidates if member in chosen]
    _decided(session, actor, plan, row, now=now)
    row.decided = False
    return row


async def set_kind(session: Session, actor: Actor, row_id: int, field: str, value: str, *, now: datetime) -> PlanUnit:
    """Set the kind or the level of a unit that will be made."""
    plan, row = await name_of_plan(session, actor, row_id)
    if row.state is not UnitLinkState.NEW or value not in {"kind": KINDS, "level": LEVELS}.get(field, ()):
        raise Refusal("common.old_button")
    setattr(row, field, value)
    _decided(session, actor, plan, row, now=now)
    return row


async def decide_again(session: Session, actor: Actor, row_id: int, *, now: datetime) -> PlanUnit:
    """Take a decision back: the name means again what the registry tells of it."""
    plan, row = await name_of_plan(session, actor, row_id)
    row.state, row.unit_ids, row.candidates, row.decided = UnitLinkState.ASKED, [], [], False
    plan.version += 1
    await match(session, plan, now=now)
    return row


async def search(session: Session, actor: Actor, row_id: int, typed: str, *, now: datetime) -> PlanUnit:
    """Offer the units of the registry that the typed name may mean.

    Raises:
        Refusal: the registry has none like it.
    """
    plan, row = await name_of_plan(session, actor, row_id)
    found = (await prepared(session, plan, now)).alike(nfc(typed))
    if not found:
        raise Refusal("plan_units.none_alike", name=nfc(typed)[:100])
    row.state, row.unit_ids, row.candidates, row.decided = UnitLinkState.ASKED, [], list(found), False
    plan.version += 1
    return row
