"""Changes of a duty by its organisers: another deadline, or the end of it. Units are told old and new."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import select

from bot.calendar.deadlines import Deadline, Due, due
from bot.calendar.spoken_due import read_due
from bot.calendar.words import day_words
from bot.calendar.working_days import Calendar
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.due import When
from bot.messages.duty_changes import DutyChanged, SureToMove, SureToWithdraw
from bot.messages.reports import Ask
from bot.outbox.put import put
from bot.services import audit
from bot.services.access import Actor, require_conference
from bot.services.duties import compute_due
from bot.services.reminders import cancel, plan_conference
from bot.services.units import names_of, people_by_unit
from bot.services.versions import require_version
from models.conferences import Conference, ConferenceState
from models.duties import Assignment, AssignmentState, Duty
from models.outbox import Lane

ENDED = (AssignmentState.ACCEPTED, AssignmentState.WITHDRAWN)


async def ask_to_withdraw(session: Session, actor: Actor, duty_id: int, version: int) -> SureToWithdraw:
    """Return the question that comes before withdrawing."""
    duty = await _of_office(session, actor, duty_id, version)
    return SureToWithdraw(duty.id, duty.version, duty.text, len(await _still(session, duty)))


async def withdraw(session: Session, actor: Actor, duty_id: int, version: int, *, now: datetime) -> None:
    """Take a duty from all units that haven't done it yet: pings end, and they are told."""
    duty = await _of_office(session, actor, duty_id, version)
    rows = await _still(session, duty)
    duty.version += 1
    for row in rows:
        row.state, row.closed_at, row.version = AssignmentState.WITHDRAWN, now, row.version + 1
        await cancel(session, assignment_id=row.id, now=now)
    audit.note(session, actor, "withdraw", f"duty {duty.id}", now=now, units=len(rows))
    await _tell(session, duty, rows, "withdrawn", When(), now=now)


async def ask_for_deadline(session: Session, actor: Actor, duty_id: int, version: int) -> Ask:
    """Return the question for a new deadline."""
    duty = await _of_office(session, actor, duty_id, version)
    return Ask("due", duty.text, When(duty.deadline_words, duty.due_at))


async def ask_to_move(
    session: Session, actor: Actor, duty_id: int, version: int, text: str, *, now: datetime, calendar: Calendar
) -> SureToMove:
    """Read a new deadline as typed and return it for a last look.

    Raises:
        Refusal: it isn't clear, has passed, or is the present one.
    """
    duty = await _of_office(session, actor, duty_id, version)
    read = read_due(text, now, calendar=calendar)
    if read is None:
        raise Refusal("duty_changes.unclear")
    day, hour = read
    found = _future(day, hour, now, calendar, actor.language)
    if found.last_moment == duty.due_at:
        raise Refusal("duty_changes.same")
    old, new = When(duty.deadline_words, duty.due_at), When(None, found.last_moment)
    return SureToMove(duty.id, duty.version, duty.text, old, new, day, hour, found.moved_from_day_off)


async def move(
    session: Session,
    actor: Actor,
    duty_id: int,
    version: int,
    code: str,
    *,
    now: datetime,
    calendar: Calendar,
    settings: Settings,
) -> None:
    """Set a duty's deadline to `code` of the button (see `SureToMove`): pings are planned anew, units are told."""
    day, hour = _decoded(code)
    duty = await _of_office(session, actor, duty_id, version)
    _future(day, hour, now, calendar, actor.language)
    old = When(duty.deadline_words, duty.due_at)
    duty.deadline_words, duty.deadline_day, duty.deadline_hour = None, day, hour
    duty.days_before_event, duty.working_days, duty.before = None, False, False
    duty.version += 1
    await compute_due(session, duty.conference_id, calendar)
    await plan_conference(session, duty.conference_id, now=now, calendar=calendar, settings=settings)
    audit.note(session, actor, "move_deadline", f"duty {duty.id}", now=now, day=day.isoformat())
    await _tell(session, duty, await _still(session, duty), "moved", old, now=now)


def _decoded(code: str) -> tuple[date, time | None]:
    """Return the day, and the hour where there is one, of 20261212 or 202612121600."""
    try:
        return date.fromisoformat(code[:8]), time.fromisoformat(code[8:]) if code[8:] else None
    except ValueError:
        raise Refusal("common.old_button") from None


def _future(day: date, hour: time | None, now: datetime, calendar: Calendar, language: str) -> Due:
    found = due(Deadline("", absolute=day, hour=hour), None, calendar)
    assert found is not None
    if found.last_moment <= now:
        raise Refusal("duty_changes.past", moment=day_words(day, language))
    return found


async def _of_office(session: Session, actor: Actor, duty_id: int, version: int) -> Duty:
    """Return a duty of a running conference that the actor organises, as they saw it."""
    duty = await session.get(Duty, duty_id, with_for_update=True)
    if duty is None:
        raise Refusal("common.old_button")
    await require_conference(session, actor, duty.conference_id)
    if (await session.get_one(Conference, duty.conference_id)).state is not ConferenceState.RUNNING:
        raise Refusal("reports.not_running")
    require_version(duty.version, version)
    return duty


async def _still(session: Session, duty: Duty) -> list[Assignment]:
    """Return the parts in a duty that are neither done nor withdrawn."""
    query = select(Assignment).where(Assignment.duty_id == duty.id, Assignment.state.not_in(ENDED))
    return list(await session.scalars(query.order_by(Assignment.id)))


async def _tell(session: Session, duty: Duty, rows: list[Assignment], change: str, old: When, *, now: datetime) -> None:
    title = (await session.get_one(Conference, duty.conference_id)).title
    names = await names_of(session, {row.unit_id for row in rows})
    people = await people_by_unit(session, {row.unit_id for row in rows})
    new = When(duty.deadline_words, duty.due_at)
    for row in rows:
        unit = names[row.unit_id]
        message = DutyChanged(change, title, unit, duty.text, duty.section, row.id, old, new)
        for person in people[row.unit_id]:
            await put(session, person, message, now=now, lane=Lane.URGENT)
