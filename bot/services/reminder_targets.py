"""What reminders are planned for: reports, answers and lists that units owe by a known moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import select

from bot.db.transaction import Session
from bot.services import list_duty
from bot.services.owed import HAS_PLACES, LIST_OWED, REPORT_OWED
from models.conferences import Conference
from models.duties import Assignment, Duty
from models.invitations import Invitation


@dataclass(frozen=True)
class Target:
    """What a unit owes by `due_at`: a report on an assignment, or the answer and list of an invitation."""

    unit_id: int
    due_at: datetime
    assignment_id: int | None = None
    invitation_id: int | None = None


async def reports_owed(session: Session, conference: Conference) -> list[Target]:
    """Return the reports that are owed; where a list does what the duty asks, the list is recalled instead."""
    with_places = set(
        await session.scalars(
            select(Invitation.unit_id).where(Invitation.conference_id == conference.id, HAS_PLACES),
        )
    )
    query = (
        select(Assignment.id, Assignment.unit_id, Duty.due_at, Duty.text)
        .join(Duty, Assignment.duty_id == Duty.id)
        .where(Duty.conference_id == conference.id, Duty.due_at.is_not(None), REPORT_OWED)
    )
    asks = cache(list_duty.asks_for_lists)
    return [
        Target(unit_id, due_at, assignment_id=assignment_id)
        for assignment_id, unit_id, due_at, text in await session.execute(query)
        if due_at is not None and not (unit_id in with_places and asks(text))
    ]


async def lists_owed(session: Session, conference: Conference) -> list[Target]:
    """Return the answers and lists that are owed."""
    if (due_at := conference.lists_due) is None:
        return []
    query = select(Invitation.id, Invitation.unit_id).where(Invitation.conference_id == conference.id, LIST_OWED)
    found = await session.execute(query)
    return [Target(unit_id, due_at, invitation_id=invitation_id) for invitation_id, unit_id in found]
