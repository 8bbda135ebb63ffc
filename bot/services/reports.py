"""Reports of units on their duties: acknowledge, tell progress, hand in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.due import When
from bot.messages.duty_cards import HandedFile
from bot.messages.reports import AboutDuty, HandedIn
from bot.outbox.put import put
from bot.services import audit
from bot.services.access import Action, Actor, require
from bot.services.conferences import organisers_of
from bot.services.hand_ins import SentFile, checked
from bot.services.reminders import cancel
from bot.services.units import name_of
from bot.services.versions import require_version
from models.conferences import Conference, ConferenceState
from models.duties import OWED, Assignment, AssignmentState, Duty, Part, Report
from models.outbox import Lane
from models.stored_files import StoredFile


async def opened(session: Session, assignment_id: int) -> tuple[Assignment, Duty]:
    """Return an assignment, locked for the change to come, with its duty.

    Raises:
        Refusal: there is none, or its conference isn't running any more.
    """
    row = await session.get(Assignment, assignment_id, with_for_update=True)
    if row is None:
        raise Refusal("common.old_button")
    duty = await session.get_one(Duty, row.duty_id)
    conference = await session.get_one(Conference, duty.conference_id)
    if conference.state is not ConferenceState.RUNNING:
        raise Refusal("reports.not_running")
    return row, duty


async def about(session: Session, row: Assignment, duty: Duty) -> AboutDuty:
    """Return what messages about this duty of this unit say."""
    conference = await session.get_one(Conference, duty.conference_id)
    unit, when = await name_of(session, row.unit_id), When(duty.deadline_words, duty.due_at)
    return AboutDuty(row.id, row.version, conference.title, unit, duty.text, duty.section, when)


async def acknowledge(session: Session, actor: Actor, assignment_id: int, version: int, *, now: datetime) -> None:
    """Note that the leading unit has taken the duty up."""
    row, _ = await opened(session, assignment_id)
    _require_lead(actor, row)
    require_version(row.version, version)
    if row.state is not AssignmentState.OPEN:
        raise Refusal("reports.not_now")
    row.state, row.acknowledged_at, row.version = AssignmentState.ACKNOWLEDGED, now, row.version + 1
    audit.note(session, actor, "acknowledge", f"assignment {row.id}", now=now)


async def note_progress(session: Session, actor: Actor, assignment_id: int, text: str, *, now: datetime) -> None:
    """Keep how far a unit is; a coordinating unit may tell it too. Pings go on."""
    row, _ = await opened(session, assignment_id)
    require(actor, Action.REPORT_DUTY, unit_id=row.unit_id)
    if row.state in {AssignmentState.WITHDRAWN, AssignmentState.ACCEPTED}:
        raise Refusal("reports.not_now")
    session.add(_report(row, actor, "progress", checked(text), now=now))
    audit.note(session, actor, "progress", f"assignment {row.id}", now=now)


async def hand_in(
    session: Session,
    actor: Actor,
    assignment_id: int,
    version: int,
    *,
    text: str | None,
    files: Sequence[SentFile],
    now: datetime,
) -> None:
    """Hand in the result of the leading unit: pings end, the organisers are told and get the files."""
    row, duty = await opened(session, assignment_id)
    _require_lead(actor, row)
    require_version(row.version, version)
    if row.state not in {*OWED, AssignmentState.HANDED_IN}:
        raise Refusal("reports.not_now")
    if not text and not files:
        raise Refusal("reports.empty")
    row.state, row.handed_in_at, row.version = AssignmentState.HANDED_IN, now, row.version + 1
    stored = [StoredFile(name=f.name, size=f.size, telegram_file_id=f.telegram_file_id, created_at=now) for f in files]
    session.add_all(stored)
    await session.flush()
    file_ids: Sequence[int | None] = [file.id for file in stored] or [None]
    for number, file_id in enumerate(file_ids):
        session.add(_report(row, actor, "handed_in", text if number == 0 else None, now=now, file_id=file_id))
    await cancel(session, assignment_id=row.id, now=now)
    audit.note(session, actor, "hand_in", f"assignment {row.id}", now=now, files=len(stored))
    message = HandedIn(await about(session, row, duty), actor.name, text, len(stored))
    await _tell_organisers(session, duty, message, [file.id for file in stored], now=now)


async def _tell_organisers(
    session: Session, duty: Duty, message: HandedIn, file_ids: Sequence[int], *, now: datetime
) -> None:
    """Send each organiser the files, the last of them with the buttons."""
    first, last = (file_ids[:-1], file_ids[-1]) if file_ids else ((), None)
    whole = HandedIn(message.about, message.by, message.text, message.files, last)
    for person in await organisers_of(session, duty.conference_id):
        for file_id in first:
            file = HandedFile(file_id, duty.text, message.about.unit)
            await put(session, person, file, now=now, lane=Lane.URGENT)
        await put(session, person, whole, now=now, lane=Lane.URGENT)


def _require_lead(actor: Actor, row: Assignment) -> None:
    """Let the leading unit act; a coordinating one sees the duty, but doesn't close it."""
    require(actor, Action.REPORT_DUTY, unit_id=row.unit_id)
    if row.part is not Part.LEAD:
        raise Refusal("reports.not_lead")


def _report(
    row: Assignment, actor: Actor, kind: str, text: str | None, *, now: datetime, file_id: int | None = None
) -> Report:
    return Report(
        assignment_id=row.id, person_id=actor.person_id, kind=kind, text=text, file_id=file_id, reported_at=now
    )
