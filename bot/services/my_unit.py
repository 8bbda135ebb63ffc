"""Đơn vị của tôi: all that concerns a unit for one conference, read in a few statements."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.messages.my_unit import ChooseUnit, MyUnit
from bot.messages.my_unit_lines import DutyLine, StepLine
from bot.services.access import Action, Actor, require
from bot.services.conferences import condition_of, conferences_of_unit, is_over
from bot.services.delegate_ground import delegates_of, list_of
from bot.services.delegate_pages import person_lines, place_line
from bot.services.meetings import meetings_of
from bot.services.next_steps import ListState, Task, next_step
from bot.services.seats import Seats, seats_of
from bot.services.units import name_of, names_of
from models.conferences import Conference
from models.delegates import ChangeRequest, RequestState
from models.duties import Assignment, AssignmentState, Duty
from models.invitations import Invitation


async def choices(session: Session, actor: Actor, *, now: datetime) -> list[tuple[int, str, int, str]]:
    """Return what the actor may open: unit id, unit, conference id, title; what is over only where nothing else is."""
    require(actor, Action.SEE_UNIT)
    names = await names_of(session, actor.unit_ids)
    found = [(unit_id, row) for unit_id in actor.unit_ids for row in await conferences_of_unit(session, unit_id)]
    over = {row.id for row in {row for _, row in found} if await is_over(session, row.id, now)}
    shown = [(unit_id, row) for unit_id, row in found if row.id not in over] or found
    return [(unit_id, names[unit_id], row.id, row.title) for unit_id, row in shown]


async def home(session: Session, actor: Actor, *, now: datetime) -> MyUnit | ChooseUnit | None:
    """Return the page where only one can be meant, the choice where it is open, None where there is nothing yet."""
    open_to = await choices(session, actor, now=now)
    if len(open_to) == 1:
        return await page(session, actor, open_to[0][0], open_to[0][2], now=now)
    return ChooseUnit(tuple(open_to)) if open_to else None


async def page(session: Session, actor: Actor, unit_id: int, conference_id: int, *, now: datetime) -> MyUnit:
    """Return the page of a unit for a conference.

    Raises:
        Refusal: another unit's, or the unit isn't invited.
    """
    require(actor, Action.SEE_UNIT, unit_id=unit_id)
    invitation = await list_of(session, conference_id, unit_id, lock=False)
    conference = await session.get_one(Conference, conference_id)
    seats = await seats_of(session, conference_id, unit_id)
    people = person_lines(await delegates_of(session, conference_id, unit_id), seats)
    tasks = await tasks_of(session, conference_id, unit_id)
    step = next_step(_state(conference, invitation, seats), tasks, now=now)
    return MyUnit(
        unit=await name_of(session, unit_id),
        unit_id=unit_id,
        title=conference.title,
        conference_id=conference_id,
        step=StepLine(**asdict(step)),
        invitation_id=invitation.id,
        version=invitation.version,
        answer=invitation.answer.value,
        reason=invitation.reason,
        meetings=await meetings_of(session, conference_id),
        places=tuple(place_line(place) for place in seats),
        people=tuple(line for _, line in people),
        lists_due=conference.lists_due,
        lists_section=conference.lists_section,
        lists_by=conference.lists_by.value,
        complete_at=invitation.list_complete_at,
        duties=tuple(_duty(task, now) for task in tasks),
        requests=await _waiting(session, conference_id, unit_id),
        several=len(await choices(session, actor, now=now)) > 1,
        condition=await condition_of(session, conference, now),
    )


async def tasks_of(session: Session, conference_id: int, unit_id: int) -> list[Task]:
    """Return the unit's parts in the duties of a conference, the earliest deadline first."""
    query = (
        select(Assignment, Duty)
        .join(Duty, Assignment.duty_id == Duty.id)
        .where(
            Duty.conference_id == conference_id,
            Assignment.unit_id == unit_id,
            Assignment.state != AssignmentState.WITHDRAWN,
        )
        .order_by(Duty.due_at.is_(None), Duty.due_at, Duty.place, Duty.id)
    )
    return [
        Task(row.id, duty.text, row.part, row.state, duty.due_at, duty.deadline_words, duty.section)
        for row, duty in await session.execute(query)
    ]


def _state(conference: Conference, invitation: Invitation, seats: list[Seats]) -> ListState:
    limits = [place.left for place in seats]
    left = sum(limit for limit in limits if limit is not None)
    return ListState(
        answer=invitation.answer,
        has_places=bool(seats),
        entered=sum(place.entered for place in seats),
        left=None if None in limits else left,
        complete=invitation.list_complete_at is not None,
        due=conference.lists_due,
        section=conference.lists_section,
        by=conference.lists_by.value,
    )


def _duty(task: Task, now: datetime) -> DutyLine:
    late = task.owed and task.due is not None and task.due < now
    part, state = task.part.value, task.state.value
    return DutyLine(task.text, part, state, task.due, task.deadline_words, task.section, late)


async def _waiting(session: Session, conference_id: int, unit_id: int) -> int:
    """Return how many of the unit's requests wait for the organisers."""
    query = select(func.count(ChangeRequest.id)).where(
        ChangeRequest.conference_id == conference_id,
        ChangeRequest.unit_id == unit_id,
        ChangeRequest.state == RequestState.OPEN,
    )
    return await session.scalar(query) or 0
