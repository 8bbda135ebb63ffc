"""What organisers decide on reports: accept, return with a reason, or record for a unit that told it by phone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from bot.calendar.working_days import Calendar
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.reports import Decided
from bot.outbox.put import put
from bot.services import audit
from bot.services.access import Actor, require_conference
from bot.services.hand_ins import checked
from bot.services.reminders import cancel, plan_assignment
from bot.services.reports import about, opened
from bot.services.units import people_of
from bot.services.versions import require_version
from models.duties import OWED, Assignment, AssignmentState, Duty, Part, Report
from models.outbox import Lane


async def accept(session: Session, actor: Actor, assignment_id: int, version: int, *, now: datetime) -> None:
    """Accept what a unit handed in; the unit is told."""
    row, duty = await _of_office(session, actor, assignment_id, version)
    _require_handed_in(row)
    await _decide(session, row, "accepted", None, now)
    row.state, row.closed_at, row.version = AssignmentState.ACCEPTED, now, row.version + 1
    audit.note(session, actor, "accept", f"assignment {row.id}", now=now)
    await _tell_unit(session, row, duty, "accepted", None, now=now)


async def give_back(
    session: Session,
    actor: Actor,
    assignment_id: int,
    version: int,
    reason: str,
    *,
    now: datetime,
    calendar: Calendar,
    settings: Settings,
) -> None:
    """Return what a unit handed in: it owes it again, pings are planned anew, and it is told why."""
    row, duty = await _of_office(session, actor, assignment_id, version)
    _require_handed_in(row)
    await _decide(session, row, "returned", checked(reason), now)
    row.state, row.overdue_pings, row.version = AssignmentState.RETURNED, 0, row.version + 1
    await plan_assignment(session, row, now=now, calendar=calendar, settings=settings)
    audit.note(session, actor, "return", f"assignment {row.id}", now=now)
    await _tell_unit(session, row, duty, "returned", reason, now=now)


async def accept_for(
    session: Session, actor: Actor, assignment_id: int, version: int, source: str, *, now: datetime
) -> None:
    """Record that a unit has done its duty as it told otherwise, by phone or letter; `source` says how."""
    row, duty = await _of_office(session, actor, assignment_id, version)
    if row.part is not Part.LEAD or row.state not in OWED:
        raise Refusal("reports.not_now")
    session.add(
        Report(
            assignment_id=row.id,
            person_id=actor.person_id,
            kind="handed_in",
            text=checked(source),
            reported_at=now,
            decision="accepted",
            decided_at=now,
        )
    )
    row.state, row.handed_in_at, row.closed_at = AssignmentState.ACCEPTED, now, now
    row.version += 1
    await cancel(session, assignment_id=row.id, now=now)
    audit.note(session, actor, "accept_for", f"assignment {row.id}", now=now)
    await _tell_unit(session, row, duty, "recorded", source, now=now)


async def _of_office(session: Session, actor: Actor, assignment_id: int, version: int) -> tuple[Assignment, Duty]:
    """Return an assignment that an organiser of its conference may decide on, as they saw it."""
    row, duty = await opened(session, assignment_id)
    await require_conference(session, actor, duty.conference_id)
    require_version(row.version, version)
    return row, duty


def _require_handed_in(row: Assignment) -> None:
    if row.state is not AssignmentState.HANDED_IN:
        raise Refusal("reports.not_now")


async def _decide(session: Session, row: Assignment, decision: str, reason: str | None, now: datetime) -> None:
    """Write the decision on everything that was handed in since the last one."""
    waiting = update(Report).where(
        Report.assignment_id == row.id, Report.kind == "handed_in", Report.decision.is_(None)
    )
    await session.execute(waiting.values(decision=decision, reason=reason, decided_at=now))


async def _tell_unit(
    session: Session, row: Assignment, duty: Duty, decision: str, reason: str | None, *, now: datetime
) -> None:
    message = Decided(await about(session, row, duty), decision, reason)
    for person in await people_of(session, row.unit_id):
        await put(session, person, message, now=now, lane=Lane.URGENT)
