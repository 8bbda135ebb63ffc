"""What units and organisers wrote in their own words about a conference is forgotten with its people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, Update, or_, select, update

from bot.config import Settings
from bot.db.transaction import Session
from bot.services.terms import long_over
from models.conferences import Conference
from models.delegates import ChangeRequest
from models.duties import Assignment, Duty, Report
from models.invitations import Invitation


async def forget_reasons(session: Session, now: datetime, settings: Settings) -> int:
    """Erase reasons and the words of reports of conferences long over; return in how many rows some stood.

    Why somebody can't come may be their health; a report may name anybody.
    """
    over = select(Conference.id).where(long_over(now, settings))
    counts = []
    for erasing in _erasing(over):
        done = await session.execute(erasing.execution_options(synchronize_session=False))
        counts.append(int(done.rowcount))  # type: ignore[attr-defined]
    return sum(counts)


def _erasing(over: Select[int]) -> tuple[Update, ...]:
    """Return what empties the words of the conferences `over`."""
    theirs = select(Assignment.id).join(Duty, Assignment.duty_id == Duty.id).where(Duty.conference_id.in_(over))
    absent = Invitation.conference_id.in_(over) & Invitation.reason.is_not(None)
    refused = ChangeRequest.conference_id.in_(over) & ChangeRequest.reason.is_not(None)
    worded = or_(Report.text.is_not(None), Report.reason.is_not(None))
    return (
        update(Invitation).where(absent).values(reason=None),
        update(ChangeRequest).where(refused).values(reason=None),
        update(Report).where(Report.assignment_id.in_(theirs), worded).values(text=None, reason=None),
    )
