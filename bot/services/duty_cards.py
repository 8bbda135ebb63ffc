"""One duty of one unit, for the unit and for its organisers, and the files that were handed in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.due import When
from bot.messages.duty_cards import DutyCard, HandedFile, Reported
from bot.messages.phones import masked
from bot.services.access import Action, Actor, require, require_conference, require_object
from bot.services.audit import note
from bot.services.duty_views import SHOWN, is_late, leads_of
from bot.services.units import name_of, people_of
from bot.services.versions import require_version
from models.conferences import Conference
from models.duties import Assignment, Duty, Part, Report
from models.people import Person
from models.stored_files import StoredFile
from models.units import Unit


async def assignment_of(session: Session, assignment_id: int) -> tuple[Assignment, Duty]:
    """Return an assignment with its duty.

    Raises:
        Refusal: there is none, so the button is an old one.
    """
    row = await session.get(Assignment, assignment_id)
    if row is None:
        raise Refusal("common.old_button")
    return row, await session.get_one(Duty, row.duty_id)


async def unit_card(session: Session, actor: Actor, assignment_id: int, *, now: datetime) -> DutyCard:
    """Return the card of a duty for the unit that has it."""
    row, duty = await assignment_of(session, assignment_id)
    require(actor, Action.SEE_UNIT, unit_id=row.unit_id)
    return await _card(session, row, duty, now=now)


async def office_card(session: Session, actor: Actor, assignment_id: int, *, now: datetime) -> DutyCard:
    """Return the card of a unit's duty for the organisers, with whom to call."""
    row, duty = await assignment_of(session, assignment_id)
    await require_conference(session, actor, duty.conference_id)
    return await _card(session, row, duty, now=now, for_office=True)


async def seen(session: Session, actor: Actor, assignment_id: int, version: int, *, now: datetime) -> DutyCard:
    """Return the card of the unit's own duty, for an act on the version that they saw.

    Raises:
        Stale: it has changed since.
    """
    card = await unit_card(session, actor, assignment_id, now=now)
    require_version(card.version, version)
    return card


async def seen_by_office(
    session: Session, actor: Actor, assignment_id: int, version: int, *, now: datetime
) -> DutyCard:
    """Return the card of a unit's duty for its organisers, for an act on the version that they saw.

    Raises:
        Stale: it has changed since.
    """
    card = await office_card(session, actor, assignment_id, now=now)
    require_version(card.version, version)
    return card


async def files(session: Session, actor: Actor, assignment_id: int, *, now: datetime) -> list[HandedFile]:
    """Return the files that a unit handed in on a duty, for the unit or its organisers, and note who opened them."""
    row, duty = await assignment_of(session, assignment_id)
    await require_object(session, actor, Action.SEE_REPORTS, conference_id=duty.conference_id, unit_id=row.unit_id)
    unit = await name_of(session, row.unit_id)
    query = select(Report.file_id).where(Report.assignment_id == row.id, Report.file_id.is_not(None))
    found = list(await session.scalars(query.order_by(Report.id)))
    note(session, actor, "files.open", f"assignment {row.id}", now=now, files=found)
    return [HandedFile(file_id, duty.text, unit) for file_id in found if file_id is not None]


async def _card(session: Session, row: Assignment, duty: Duty, *, now: datetime, for_office: bool = False) -> DutyCard:
    conference = await session.get_one(Conference, duty.conference_id)
    reports = await _reports(session, row.id)
    return DutyCard(
        assignment_id=row.id,
        version=row.version,
        duty_id=duty.id,
        conference_id=conference.id,
        title=conference.title,
        plan=conference.number,
        unit_id=row.unit_id,
        unit=await name_of(session, row.unit_id),
        text=duty.text,
        section=duty.section,
        submit_to=duty.submit_to,
        when=When(duty.deadline_words, duty.due_at),
        part=row.part.value,
        state=row.state.value,
        late=is_late(row, duty, now),
        leads=(await leads_of(session, [duty.id], now))[duty.id],
        coordinating=await _coordinating(session, duty.id),
        reports=tuple(_reported(report, person, file) for report, person, file in reports),
        reason=next((report.reason for report, *_ in reports if report.reason), None),
        contacts=await _contacts(session, row.unit_id) if for_office else (),
        for_office=for_office,
    )


async def _coordinating(session: Session, duty_id: int) -> tuple[str, ...]:
    query = (
        select(Unit.name)
        .join(Assignment, Assignment.unit_id == Unit.id)
        .where(Assignment.duty_id == duty_id, Assignment.part == Part.COORDINATING, SHOWN)
        .order_by(Assignment.id)
    )
    return tuple(await session.scalars(query))


async def _reports(session: Session, assignment_id: int) -> list[tuple[Report, Person, StoredFile | None]]:
    """Return what was reported, the newest first."""
    query = (
        select(Report, Person, StoredFile)
        .join(Person, Report.person_id == Person.id)
        .outerjoin(StoredFile, Report.file_id == StoredFile.id)
        .where(Report.assignment_id == assignment_id)
        .order_by(Report.id.desc())
    )
    return [(report, person, file) for report, person, file in await session.execute(query)]


def _reported(report: Report, person: Person, file: StoredFile | None) -> Reported:
    return Reported(report.reported_at, report.kind, person.full_name, report.text, file.name if file else None)


async def _contacts(session: Session, unit_id: int) -> tuple[str, ...]:
    """Return the focal persons of a unit with their numbers masked, for organisers only."""
    people = await people_of(session, unit_id)
    return tuple(
        ", ".join(part for part in (person.full_name, masked(person.phone) if person.phone else None) if part)
        for person in people
    )
