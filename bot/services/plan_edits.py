"""Corrections of a draft by the organiser: each is audited and bumps the version of the draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE
from bot.db.transaction import Session
from bot.messages.plan_checks import CHECKS_A_PAGE
from bot.services import audit, plan_units
from bot.services.access import Actor
from bot.services.plan_facts import Day, Fact, add_item, correct, leave_open, see_checks, take_out
from bot.services.plan_matching import uses
from bot.services.plans import draft_of
from models.plans import Plan


async def correct_fact(
    session: Session, actor: Actor, plan_id: int, fact: Fact, text: str | None, *, now: datetime, calendar: Calendar
) -> Plan:
    """Correct one fact by what a person typed; None leaves it open.

    Raises:
        Refusal: the answer isn't clear, contradicts another fact, or the fact can't be open.
    """
    plan = await draft_of(session, actor, plan_id)
    reading = plan.reading or {}
    day = Day(now.astimezone(OFFICE_ZONE).date(), calendar)
    changed = leave_open(reading, fact) if text is None else correct(reading, fact, text, day)
    return await _changed(session, actor, plan, changed, now=now, fact=fact.field)


async def add(
    session: Session, actor: Actor, plan_id: int, part: str, text: str, *, now: datetime, calendar: Calendar
) -> tuple[Plan, int]:
    """Add an item that the reader did not find; return the draft and the number of the item.

    Raises:
        Refusal: the answer isn't clear.
    """
    plan = await draft_of(session, actor, plan_id)
    changed, item = add_item(plan.reading or {}, part, text, Day(now.astimezone(OFFICE_ZONE).date(), calendar))
    return await _changed(session, actor, plan, changed, now=now, fact="added"), item


async def see(session: Session, actor: Actor, plan_id: int, page: int, *, now: datetime) -> Plan:
    """Note that the organiser has looked at a page of what needs a human eye."""
    plan = await draft_of(session, actor, plan_id)
    changed = see_checks(plan.reading or {}, page * CHECKS_A_PAGE, CHECKS_A_PAGE)
    return await _changed(session, actor, plan, changed, now=now, fact="seen")


async def turn_item(session: Session, actor: Actor, plan_id: int, part: str, item: int, *, now: datetime) -> Plan:
    """Take an item out of the draft, or put it back."""
    plan = await draft_of(session, actor, plan_id)
    return await _changed(session, actor, plan, take_out(plan.reading or {}, part, item), now=now, fact="removed")


async def _changed(
    session: Session, actor: Actor, plan: Plan, reading: dict[str, Any], *, now: datetime, fact: str
) -> Plan:
    """Write a corrected reading; its names of units are matched anew."""
    other_names = uses(plan.reading or {}) != uses(reading)
    plan.reading, plan.version = reading, plan.version + 1
    if other_names:
        await plan_units.match(session, plan, now=now)
    audit.note(session, actor, "plan.corrected", f"plan {plan.id}", now=now, fact=fact, version=plan.version)
    return plan
