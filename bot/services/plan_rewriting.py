"""Letting the rows of a running conference follow the changes of its plan; what people entered and did stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, exists, select, update

from bot.db.transaction import Session
from bot.services.owed import HAS_DELEGATES, HAS_PLACES
from bot.services.plan_changes import Changes, Pair
from bot.services.plan_meanings import Meanings
from bot.services.plan_rows import add_duty, add_group, invite, session_row, set_duty, set_group, set_session
from bot.services.plan_wanted import WantedDuty, WantedGroup, WantedSession
from models.conferences import Conference, ConferenceSession
from models.delegates import Delegate
from models.duties import Assignment, AssignmentState, Duty, Part
from models.invitations import Answer, Invitation
from models.invitees import InviteeGroup, Place

DONE = (AssignmentState.ACCEPTED, AssignmentState.WITHDRAWN)


async def rewrite(
    session: Session, conference: Conference, changes: Changes, meanings: Meanings, *, now: datetime
) -> None:
    """Write all changes; due moments and reminders are for the caller to plan anew."""
    for part in changes.sessions:
        await _session(session, conference.id, part)
    for group in changes.groups:
        await _group(session, conference.id, group, now=now)
    for duty in changes.duties:
        await _duty(session, conference.id, duty, now=now)
    on_duty = [unit for pair in changes.duties if pair.new for unit in pair.new.parts]
    await invite(session, conference.id, (*meanings.invited, *on_duty))
    await session.flush()
    await _release(session, conference.id)


async def _session(session: Session, conference_id: int, pair: Pair[WantedSession]) -> None:
    if pair.new is None:
        await session.execute(delete(ConferenceSession).where(ConferenceSession.id == pair.row_id))
    elif pair.row_id is None:
        session.add(session_row(conference_id, pair.place, pair.new))
    else:
        row = await session.get_one(ConferenceSession, pair.row_id)
        set_session(row, pair.new)
        row.place = pair.place


async def _group(session: Session, conference_id: int, pair: Pair[WantedGroup], *, now: datetime) -> None:
    if pair.row_id is None:
        assert pair.new is not None, "a pair has one side at least"
        await add_group(session, conference_id, pair.place, pair.new)
        return
    if pair.new is None:
        await _drop_group(session, pair.row_id, now=now)
        return
    row = await session.get_one(InviteeGroup, pair.row_id)
    set_group(row, pair.new)
    row.place = pair.place
    await _places(session, row.id, pair.new.places)


async def _places(session: Session, group_id: int, wanted: Mapping[int, int | None]) -> None:
    rows = {row.unit_id: row for row in await session.scalars(select(Place).where(Place.group_id == group_id))}
    for unit_id, row in rows.items():
        if unit_id in wanted:
            row.seats = wanted[unit_id]
        else:
            await session.delete(row)
    new = [unit_id for unit_id in wanted if unit_id not in rows]
    session.add_all(Place(group_id=group_id, unit_id=unit_id, seats=wanted[unit_id]) for unit_id in new)


async def _drop_group(session: Session, group_id: int, *, now: datetime) -> None:
    """Take the places of a group away; a group in which people were entered stays for their sake."""
    await session.execute(delete(Place).where(Place.group_id == group_id))
    people = exists().where(Delegate.group_id == group_id)
    await session.execute(delete(InviteeGroup).where(InviteeGroup.id == group_id, ~people))
    await session.execute(update(InviteeGroup).where(InviteeGroup.id == group_id).values(dropped_at=now))


async def _duty(session: Session, conference_id: int, pair: Pair[WantedDuty], *, now: datetime) -> None:
    if pair.row_id is None:
        assert pair.new is not None, "a pair has one side at least"
        await add_duty(session, conference_id, pair.place, pair.new)
        return
    row = await session.get_one(Duty, pair.row_id)
    if pair.new is None:
        row.dropped_at = now
    else:
        set_duty(row, pair.new)
        row.place = pair.place
    if pair.kind != "same":
        row.version += 1
        await _parts(session, row.id, pair.new.parts if pair.new else {}, now=now)


async def _parts(session: Session, duty_id: int, wanted: Mapping[int, Part], *, now: datetime) -> None:
    """Let the units on duty be the wanted ones: a part that was done stays, one that was withdrawn begins anew."""
    rows = {row.unit_id: row for row in await session.scalars(select(Assignment).where(Assignment.duty_id == duty_id))}
    for unit_id, row in rows.items():
        if unit_id not in wanted and row.state not in DONE:
            row.state, row.closed_at, row.version = AssignmentState.WITHDRAWN, now, row.version + 1
        elif unit_id in wanted:
            _keep(row, wanted[unit_id])
    new = [unit_id for unit_id in wanted if unit_id not in rows]
    session.add_all(Assignment(duty_id=duty_id, unit_id=unit_id, part=wanted[unit_id]) for unit_id in new)


def _keep(row: Assignment, part: Part) -> None:
    if row.state is AssignmentState.WITHDRAWN:
        row.state, row.closed_at, row.acknowledged_at = AssignmentState.OPEN, None, None
        row.handed_in_at, row.overdue_pings, row.version = None, 0, row.version + 1
    if row.part is not part:
        row.part, row.version = part, row.version + 1


async def _release(session: Session, conference_id: int) -> None:
    """Let units go that have neither places nor duties any more and entered nothing."""
    on_duty = exists().where(
        Assignment.duty_id == Duty.id,
        Duty.conference_id == conference_id,
        Assignment.unit_id == Invitation.unit_id,
        Assignment.state != AssignmentState.WITHDRAWN,
    )
    query = select(Invitation).where(
        Invitation.conference_id == conference_id,
        Invitation.answer == Answer.NONE,
        ~HAS_PLACES,
        ~HAS_DELEGATES,
        ~on_duty,
    )
    for row in await session.scalars(query):
        await session.delete(row)
