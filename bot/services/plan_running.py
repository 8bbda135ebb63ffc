"""What a running conference asks for now, as values: the plan with all that was moved and withdrawn since."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from bot.db.transaction import Session
from bot.services.conferences import sessions_of
from bot.services.duties import deadline_of, duties_of
from bot.services.meetings import meeting_of
from bot.services.plan_changes import Running
from bot.services.plan_wanted import WantedDuty, WantedGroup, WantedSession
from models.conferences import ConferenceSession
from models.duties import Assignment, AssignmentState, Duty, Part
from models.invitees import InviteeGroup, Place


async def running_of(session: Session, conference_id: int) -> Running:
    """Return what the conference asks for; a duty that was withdrawn from a unit is not its duty any more."""
    places = await _places(session, conference_id)
    groups, duties = await groups_of(session, conference_id), await duties_of(session, conference_id)
    parts = await _parts(session, conference_id)
    return Running(
        [(row.id, _session(row)) for row in await sessions_of(session, conference_id)],
        [(row.id, _group(row, places[row.id])) for row in groups],
        [(row.id, _duty(row, parts[row.id])) for row in duties],
    )


async def groups_of(session: Session, conference_id: int) -> list[InviteeGroup]:
    """Return the groups of the composition, in its order."""
    query = select(InviteeGroup).where(InviteeGroup.conference_id == conference_id, InviteeGroup.dropped_at.is_(None))
    return list(await session.scalars(query.order_by(InviteeGroup.place, InviteeGroup.id)))


def _session(row: ConferenceSession) -> WantedSession:
    return WantedSession(meeting_of(row), tuple(row.modes), (row.delegates_min, row.delegates_max))


def _group(row: InviteeGroup, places: dict[int, int | None]) -> WantedGroup:
    return WantedGroup(row.label, row.level, row.mode, row.seats, places, row.section)


def _duty(row: Duty, parts: dict[int, Part]) -> WantedDuty:
    return WantedDuty(row.text, deadline_of(row), row.submit_to, parts, row.section)


async def _places(session: Session, conference_id: int) -> dict[int, dict[int, int | None]]:
    query = (
        select(Place.group_id, Place.unit_id, Place.seats)
        .join(InviteeGroup, Place.group_id == InviteeGroup.id)
        .where(InviteeGroup.conference_id == conference_id)
        .order_by(Place.id)
    )
    found: defaultdict[int, dict[int, int | None]] = defaultdict(dict)
    for group_id, unit_id, seats in await session.execute(query):
        found[group_id][unit_id] = seats
    return found


async def _parts(session: Session, conference_id: int) -> dict[int, dict[int, Part]]:
    query = (
        select(Assignment.duty_id, Assignment.unit_id, Assignment.part)
        .join(Duty, Assignment.duty_id == Duty.id)
        .where(Duty.conference_id == conference_id, Assignment.state != AssignmentState.WITHDRAWN)
        .order_by(Assignment.id)
    )
    found: defaultdict[int, dict[int, Part]] = defaultdict(dict)
    for duty_id, unit_id, part in await session.execute(query):
        found[duty_id][unit_id] = part
    return found
