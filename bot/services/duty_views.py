"""Duties as people see them: the list of a unit, and one duty of one unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.due import When
from bot.messages.duties import Choice, Lead, UnitDuties, UnitDuty
from bot.services.access import Action, Actor, require
from bot.services.conferences import conferences_of_unit
from bot.services.owed import REPORT_OWED
from bot.services.units import name_of, names_of
from models.conferences import Conference, ConferenceState
from models.duties import OWED, Assignment, AssignmentState, Duty, Part

SHOWN = Assignment.state != AssignmentState.WITHDRAWN


def is_late(row: Assignment, duty: Duty, now: datetime) -> bool:
    """Return whether the unit leads the duty and still owes what was due."""
    return row.part is Part.LEAD and row.state in OWED and duty.due_at is not None and duty.due_at <= now


async def choices(session: Session, actor: Actor) -> list[Choice]:
    """Return the units of the actor with the running conferences in which they have duties.

    Raises:
        Refusal: they act for none.
    """
    require(actor, Action.REPORT_DUTY)
    query = (
        select(Assignment.unit_id, Conference.id, Conference.title, func.count().filter(REPORT_OWED))
        .join(Duty, Assignment.duty_id == Duty.id)
        .join(Conference, Duty.conference_id == Conference.id)
        .where(Assignment.unit_id.in_(actor.unit_ids), SHOWN, Conference.state == ConferenceState.RUNNING)
        .group_by(Assignment.unit_id, Conference.id, Conference.title)
        .order_by(Conference.id, Assignment.unit_id)
    )
    found = (await session.execute(query)).all()
    names = await names_of(session, {unit_id for unit_id, *_ in found})
    return [Choice(unit_id, names[unit_id], number, title, owed) for unit_id, number, title, owed in found]


async def leads_of(session: Session, duty_ids: Sequence[int], now: datetime) -> Mapping[int, tuple[Lead, ...]]:
    """Return the leading units of duties with their states, by duty."""
    query = select(Assignment, Duty).join(Duty, Assignment.duty_id == Duty.id)
    query = query.where(Duty.id.in_(duty_ids), Assignment.part == Part.LEAD, SHOWN).order_by(Assignment.id)
    rows = (await session.execute(query)).all()
    names = await names_of(session, {row.unit_id for row, _ in rows})
    found: dict[int, list[Lead]] = {duty_id: [] for duty_id in duty_ids}
    for row, duty in rows:
        found[duty.id].append(Lead(names[row.unit_id], row.state.value, is_late(row, duty, now)))
    return {duty_id: tuple(leads) for duty_id, leads in found.items()}


async def unit_duties(
    session: Session, actor: Actor, unit_id: int, conference_id: int, *, page: int = 0, now: datetime
) -> UnitDuties:
    """Return the duties of a unit: what it still owes first, by deadline.

    Raises:
        Refusal: it is another unit's, or the unit has no part in the conference.
    """
    require(actor, Action.SEE_UNIT, unit_id=unit_id)
    conference = await session.get(Conference, conference_id)
    if conference is None:
        raise Refusal("common.old_button")
    query = select(Assignment, Duty).join(Duty, Assignment.duty_id == Duty.id)
    query = query.where(Duty.conference_id == conference_id, Assignment.unit_id == unit_id, SHOWN)
    rows = [(row, duty) for row, duty in await session.execute(query)]
    if not rows and conference not in await conferences_of_unit(session, unit_id):
        raise Refusal("common.old_button")  # its title is for those who take part
    rows.sort(key=lambda pair: _order(*pair))
    leads = await leads_of(session, [duty.id for row, duty in rows if row.part is Part.COORDINATING], now)
    return UnitDuties(
        unit_id,
        await name_of(session, unit_id),
        conference_id,
        conference.title,
        tuple(_line(row, duty, leads.get(duty.id, ()), now) for row, duty in rows),
        owed=sum(row.part is Part.LEAD and row.state in OWED for row, _ in rows),
        late=sum(is_late(row, duty, now) for row, duty in rows),
        page=page,
    )


def _order(row: Assignment, duty: Duty) -> tuple[bool, bool, str, int]:
    """Return where a duty stands in the list: owed before the rest, then by deadline, those without one last."""
    owed = row.part is Part.LEAD and row.state in OWED
    return not owed, duty.due_at is None, duty.due_at.isoformat() if duty.due_at else "", duty.place


def _line(row: Assignment, duty: Duty, leads: tuple[Lead, ...], now: datetime) -> UnitDuty:
    when, late = When(duty.deadline_words, duty.due_at), is_late(row, duty, now)
    return UnitDuty(row.id, duty.text, duty.section, when, row.part.value, row.state.value, late, leads)
