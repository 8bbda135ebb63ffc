"""Whom to call: focal persons' whole numbers, for organisers who ask; each look is noted in the audit trail."""

from __future__ import annotations

from datetime import datetime

from bot.db.transaction import Session
from bot.messages.base import PAGE
from bot.messages.calls import Callee, Numbers
from bot.services.access import Action, Actor, require
from bot.services.audit import note
from bot.services.outcomes import unreached_list
from bot.services.units import name_of, people_of


async def of_unit(session: Session, actor: Actor, unit_id: int, *, now: datetime) -> Numbers:
    """Return the numbers of a unit's focal persons.

    Raises:
        Refusal: the actor may not.
    """
    require(actor, Action.MANAGE_UNITS)
    people = await people_of(session, unit_id)
    unit = await name_of(session, unit_id) if people else ""
    note(session, actor, "phones.seen", f"unit {unit_id}", now=now, people=len(people))
    return Numbers(tuple(Callee(unit, person.full_name, person.phone) for person in people))


async def unreached(session: Session, actor: Actor, broadcast_id: int, page: int, *, now: datetime) -> Numbers:
    """Return the numbers of those on one page of the list of whom a broadcast did not reach.

    Raises:
        Refusal: the actor doesn't run the conference.
    """
    found = await unreached_list(session, actor, broadcast_id, page)
    here = [row for row in found.rows[max(page, 0) * PAGE :][:PAGE] if row.phone]
    note(session, actor, "phones.seen", f"broadcast {broadcast_id}", now=now, people=len(here))
    return Numbers(tuple(Callee(row.unit, row.name, row.phone) for row in here))
