"""The rows of a conference as its plan asks for them: made for a new conference, set for a running one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from bot.db.transaction import Session
from bot.plan_reader.form import Reading, kept
from bot.services.plan_wanted import WantedDuty, WantedGroup, WantedSession
from models.conferences import ConferenceSession
from models.duties import Assignment, Duty
from models.invitations import Invitation
from models.invitees import InviteeGroup, Place

AGENDA = ("start", "end", "content", "presenter")


def agenda_rows(reading: Reading) -> list[dict[str, Any]]:
    """Return the rows of the agenda as a conference keeps them."""
    return [{field: row.get(field) for field in AGENDA} for row in kept(reading, "a")]


def session_row(conference_id: int, place: int, part: WantedSession) -> ConferenceSession:
    """Return the row of a session."""
    row = ConferenceSession(conference_id=conference_id, place=place)
    set_session(row, part)
    return row


def set_session(row: ConferenceSession, part: WantedSession) -> None:
    """Let a session be as the plan asks."""
    when = part.meeting.when
    row.name, row.venue, row.modes = part.meeting.name, part.meeting.venue, list(part.modes)
    row.precision, row.first_day, row.last_day = when.precision, when.first, when.last
    row.start_time, row.end_time, row.half_day = when.start, when.end, when.half_day
    row.delegates_min, row.delegates_max = part.people


async def add_group(session: Session, conference_id: int, place: int, group: WantedGroup) -> None:
    """Make a group of the composition, and the places of each unit in it."""
    row = InviteeGroup(conference_id=conference_id, place=place)
    set_group(row, group)
    session.add(row)
    await session.flush()
    session.add_all(Place(group_id=row.id, unit_id=unit_id, seats=seats) for unit_id, seats in group.places.items())


def set_group(row: InviteeGroup, group: WantedGroup) -> None:
    """Let a group be as the plan asks; places are rows of their own."""
    row.label, row.level, row.mode, row.seats, row.section = (
        group.label,
        group.level,
        group.mode,
        group.seats,
        group.section,
    )


async def add_duty(session: Session, conference_id: int, place: int, duty: WantedDuty) -> None:
    """Make a duty and each unit's part in it."""
    row = Duty(conference_id=conference_id, place=place)
    set_duty(row, duty)
    session.add(row)
    await session.flush()
    session.add_all(Assignment(duty_id=row.id, unit_id=unit_id, part=part) for unit_id, part in duty.parts.items())


def set_duty(row: Duty, duty: WantedDuty) -> None:
    """Let a duty be as the plan asks; parts are rows of their own."""
    rule = duty.deadline
    row.text, row.section, row.submit_to = duty.text, duty.section, duty.submit_to
    row.deadline_words, row.deadline_day, row.deadline_hour = rule.literal or None, rule.absolute, rule.hour
    row.days_before_event, row.working_days, row.before = rule.days_before_event, rule.working_days, rule.before


async def invite(session: Session, conference_id: int, unit_ids: Iterable[int]) -> None:
    """Give an invitation to each unit that has none."""
    query = select(Invitation.unit_id).where(Invitation.conference_id == conference_id)
    known = set(await session.scalars(query))
    new = [unit_id for unit_id in dict.fromkeys(unit_ids) if unit_id not in known]
    session.add_all(Invitation(conference_id=conference_id, unit_id=unit_id) for unit_id in new)
