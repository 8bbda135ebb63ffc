"""The duty that asks units for their lists of delegates: it is carried out by the list itself, not by a report."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.db.transaction import Session
from bot.language.folding import fold
from models.duties import OWED, Assignment, AssignmentState, Duty, Part
from models.invitations import Invitation

OF_DELEGATES = ("dai bieu", "tham du", "tham gia", "thanh phan", "dang ky")
OTHER_LISTS = ("giay moi", "khach moi", "khen thuong", "phat bieu", "tham luan")
"""Words (without marks) of acts that make another list: inviting, commending, speaking."""


def asks_for_lists(text: str) -> bool:
    """Return whether the act of a plan is that units send the lists of their delegates."""
    words = fold(text)
    before, found, _ = words.partition("danh sach")
    merges = "tong hop" in before  # "tổng hợp danh sách" is the office's act; "gửi … để tổng hợp" is the unit's
    return (
        bool(found)
        and not merges
        and any(word in words for word in OF_DELEGATES)
        and not any(word in words for word in OTHER_LISTS)
    )


async def _assignments(session: Session, invitation_id: int) -> list[Assignment]:
    """Return what the invited unit leads of the duties that ask for lists."""
    query = (
        select(Assignment, Duty.text)
        .join(Duty, Assignment.duty_id == Duty.id)
        .join(Invitation, (Invitation.conference_id == Duty.conference_id) & (Invitation.unit_id == Assignment.unit_id))
        .where(Invitation.id == invitation_id, Assignment.part == Part.LEAD)
    )
    return [row for row, text in await session.execute(query) if asks_for_lists(text)]


async def carried_out(session: Session, invitation_id: int, *, now: datetime) -> None:
    """Close the unit's duty to send a list: the list is complete, or the unit doesn't attend."""
    for row in await _assignments(session, invitation_id):
        if row.state in OWED:
            row.state, row.closed_at, row.version = AssignmentState.ACCEPTED, now, row.version + 1


async def owed_again(session: Session, invitation_id: int) -> None:
    """Open the unit's duty to send a list again: the unit has more to enter."""
    for row in await _assignments(session, invitation_id):
        if row.state is AssignmentState.ACCEPTED:
            row.state, row.closed_at, row.version = AssignmentState.ACKNOWLEDGED, None, row.version + 1
