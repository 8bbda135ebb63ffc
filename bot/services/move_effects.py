"""What moves along with a session: the deadlines that count from the day of the event."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select

from bot.calendar.deadlines import Deadline, due
from bot.calendar.working_days import Calendar
from bot.db.transaction import Session
from bot.messages.moved import MovedDeadline
from bot.services.conferences import event_day, sessions_of
from bot.services.duties import deadline_of, duties_of
from bot.services.list_duty import asks_for_lists
from bot.services.lists_due import rule_of
from bot.services.owed import HAS_PLACES
from models.conferences import Conference
from models.duties import OWED, Assignment
from models.invitations import Invitation


@dataclass(frozen=True)
class Before:
    """When duties (by id) and lists were due before a move."""

    duties: dict[int, datetime | None]
    lists: datetime | None


@dataclass(frozen=True)
class Changes:
    """The deadlines that moved: of each unit, and the new moments of all (the lists' among them)."""

    of_units: dict[int, list[MovedDeadline]] = field(default_factory=dict)
    moments: tuple[datetime | None, ...] = ()


async def foresee(session: Session, conference_id: int, session_id: int, day: date, calendar: Calendar) -> int:
    """Return how many deadlines would change if the session were on `day`; nothing is changed."""
    days = [day if part.id == session_id else part.day for part in await sessions_of(session, conference_id)]
    event = min(known for known in days if known is not None)
    if event == await event_day(session, conference_id):
        return 0
    duties = await duties_of(session, conference_id)
    found = [duty for duty in duties if _moment(deadline_of(duty), event, calendar) != duty.due_at]
    conference = await session.get_one(Conference, conference_id)
    asked = [(_moment(deadline_of(d), event, calendar), d.section) for d in duties if asks_for_lists(d.text)]
    lists = rule_of(conference, asked, event, calendar).moment != conference.lists_due
    own = lists and not any(asks_for_lists(duty.text) for duty in found)
    return len(found) + own


def _moment(deadline: Deadline, event: date, calendar: Calendar) -> datetime | None:
    found = due(deadline, event, calendar)
    return found.last_moment if found else None


async def units_told(session: Session, conference_id: int) -> int:
    """Return how many units a change concerns: those invited, and those on duty."""
    query = select(func.count()).where(Invitation.conference_id == conference_id)
    return await session.scalar(query) or 0


async def deadlines_of(session: Session, conference: Conference) -> Before:
    """Return when duties and lists are due now."""
    duties = await duties_of(session, conference.id)
    return Before({duty.id: duty.due_at for duty in duties}, conference.lists_due)


async def changes_since(session: Session, conference: Conference, before: Before) -> Changes:
    """Return the deadlines that are others than `before`; a list is told once, as the list's."""
    changed = [duty for duty in await duties_of(session, conference.id) if duty.due_at != before.duties[duty.id]]
    invited = set(
        await session.scalars(select(Invitation.unit_id).where(Invitation.conference_id == conference.id, HAS_PLACES))
    )
    found: defaultdict[int, list[MovedDeadline]] = defaultdict(list)
    moments = [duty.due_at for duty in changed]
    if conference.lists_due != before.lists:
        lists = MovedDeadline(None, conference.lists_section, before.lists, conference.lists_due, conference.lists_by)
        for unit_id in invited:
            found[unit_id].append(lists)
        if not any(asks_for_lists(duty.text) for duty in changed):
            moments.append(conference.lists_due)
    query = select(Assignment.duty_id, Assignment.unit_id).where(
        Assignment.duty_id.in_([duty.id for duty in changed]), Assignment.state.in_(OWED)
    )
    units: defaultdict[int, list[int]] = defaultdict(list)
    for duty_id, unit_id in await session.execute(query.order_by(Assignment.id)):
        units[duty_id].append(unit_id)
    for duty in changed:
        line = MovedDeadline(duty.text, duty.section, before.duties[duty.id], duty.due_at)
        for unit_id in units[duty.id]:
            if not (unit_id in invited and asks_for_lists(duty.text)):
                found[unit_id].append(line)
    return Changes(dict(found), tuple(moments))
