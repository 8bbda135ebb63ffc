"""The office's calendar: what the library and the shipped days know, with the office's own days over them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from bot.calendar.working_days import Calendar
from bot.db.transaction import Session
from models.calendar_days import CalendarDay


async def calendar_of(session: Session) -> Calendar:
    """Return the calendar with the office's own days."""
    return Calendar({row.day: row.working for row in await session.scalars(select(CalendarDay))})


async def declare(session: Session, day: date, *, working: bool, source: str) -> None:
    """Declare a day worked or off, citing the document that says so."""
    await session.merge(CalendarDay(day=day, working=working, source=source))
