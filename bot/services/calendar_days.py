"""The office's calendar: what the library and the shipped days know, with the office's own days over them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import String, case, cast, func, select

from bot.calendar.spoken import read_day
from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.services import duties, reminders
from bot.services.access import Action, Actor, require
from bot.services.audit import note
from models.calendar_days import CalendarDay
from models.conferences import Conference, ConferenceState

LONGEST_SOURCE = 200
OWN = CalendarDay.__table__.c
WRITTEN = cast(OWN.day, String) + ":" + case((OWN.working, "1"), else_="0")
OWN_DAYS = select(func.aggregate_strings(WRITTEN, ",")).scalar_subquery()
"""The office's own days in one value, such as `2026-12-03:0,2026-12-05:1` (worked: 1): any query can bring them."""


async def calendar_of(session: Session) -> Calendar:
    """Return the calendar with the office's own days."""
    return calendar_with(await session.scalar(select(OWN_DAYS)))


@lru_cache(maxsize=4)
def calendar_with(own: str | None) -> Calendar:
    """Return the calendar with days as `OWN_DAYS` brings them. They seldom change, so the latest are at hand."""
    days = (entry.partition(":") for entry in own.split(",")) if own else ()
    return Calendar({date.fromisoformat(day): working == "1" for day, _, working in days})


async def own_days(session: Session, actor: Actor, *, now: datetime) -> list[CalendarDay]:
    """Return the days from today on that the office declared off or worked.

    Raises:
        Refusal: the actor may not.
    """
    require(actor, Action.MANAGE_CALENDAR)
    ahead = CalendarDay.day >= now.astimezone(OFFICE_ZONE).date()
    return list(await session.scalars(select(CalendarDay).where(ahead).order_by(CalendarDay.day)))


def day_typed(text: str, calendar: Calendar, *, now: datetime) -> date:
    """Return the day that someone typed.

    Raises:
        Refusal: it isn't sure which day is meant, or it has passed.
    """
    today = now.astimezone(OFFICE_ZONE).date()
    day = read_day(text, today, calendar=calendar)
    if day is None:
        raise Refusal("calendar_days.unsure")
    if day < today:
        raise Refusal("calendar_days.past")
    return day


async def declare(
    session: Session, actor: Actor, day: date, *, working: bool, source: str, now: datetime, settings: Settings
) -> int:
    """Declare a day worked or off by a document; return how many deadlines that moved.

    Raises:
        Refusal: the actor may not, or no document is cited.
    """
    require(actor, Action.MANAGE_CALENDAR)
    if not 3 <= len(source) <= LONGEST_SOURCE:
        raise Refusal("calendar_days.bad_source", most=LONGEST_SOURCE)
    await session.merge(CalendarDay(day=day, working=working, source=source))
    note(session, actor, "calendar.declare", f"day {day.isoformat()}", now=now, working=working)
    return await _plan_anew(session, now=now, settings=settings)


async def take_back(session: Session, actor: Actor, day: date, *, now: datetime, settings: Settings) -> int:
    """Let a day be again what the calendar knows; return how many deadlines that moved.

    Raises:
        Refusal: the actor may not, or the day isn't declared.
    """
    require(actor, Action.MANAGE_CALENDAR)
    row = await session.get(CalendarDay, day)
    if row is None:
        raise Refusal("calendar_days.gone")
    await session.delete(row)
    note(session, actor, "calendar.take_back", f"day {day.isoformat()}", now=now)
    return await _plan_anew(session, now=now, settings=settings)


async def _plan_anew(session: Session, *, now: datetime, settings: Settings) -> int:
    """Compute the deadlines and pings of all running conferences anew."""
    await session.flush()
    calendar, moved = await calendar_of(session), 0
    running = select(Conference.id).where(Conference.state == ConferenceState.RUNNING)
    for conference_id in list(await session.scalars(running)):
        moved += len(await duties.compute_due(session, conference_id, calendar))
        await reminders.plan_conference(session, conference_id, now=now, calendar=calendar, settings=settings)
    return moved
