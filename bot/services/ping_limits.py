"""When pings past the deadline don't help, the organisers are told, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.services.ping_messages import Due, tell_organisers
from models.conferences import Conference
from models.reminders import Reminder, ReminderState


async def tell_organisers_once(session: Session, dues: Sequence[Due], limit: int, now: datetime) -> None:
    """Count these pings, all past their deadlines; tell organisers of what has now been pinged `limit` times."""
    counts = await _of_lists(session, dues)
    for due in dues:
        if (row := due.fact.assignment) is not None:
            row.overdue_pings += 1
            counts[due.reminder_id] = row.overdue_pings
    reached = [due for due in dues if counts[due.reminder_id] == limit]
    await tell_organisers(session, reached, limit, now)


async def _of_lists(session: Session, dues: Sequence[Due]) -> dict[int, int]:
    """Return how often each list was pinged past its present deadline, by the id of the reminder at hand."""
    ours = {due.fact.invitation.id: due.reminder_id for due in dues if due.fact.invitation is not None}
    query = (
        select(Reminder.invitation_id, func.count())
        .join(Conference, Reminder.conference_id == Conference.id)
        .where(
            Reminder.invitation_id.in_(ours),
            Reminder.state == ReminderState.SENT,
            Reminder.rule.startswith("overdue:"),
            Reminder.due_at > Conference.lists_due,
        )
        .group_by(Reminder.invitation_id)
    )
    return {ours[number]: count for number, count in await session.execute(query) if number is not None}
