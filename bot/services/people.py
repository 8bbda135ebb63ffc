"""People: the row of whoever writes to the bot, their language, and whether they can be reached."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.db.transaction import Session
from models.people import Person


async def person_of(session: Session, telegram_id: int, *, language: str, now: datetime) -> Person:
    """Return the person with this Telegram id, made with `language` where they are new; they can be reached."""
    person = await session.scalar(select(Person).where(Person.telegram_id == telegram_id))
    if person is None:
        person = Person(telegram_id=telegram_id, language=language, created_at=now)
        session.add(person)
        await session.flush()
    person.unreachable_at = None
    return person


async def unreachable(session: Session, telegram_id: int, *, now: datetime) -> None:
    """Note that a person can't be reached: they blocked the bot, or their account is gone."""
    person = await session.scalar(select(Person).where(Person.telegram_id == telegram_id))
    if person is not None:
        person.unreachable_at = now


async def menu_changed(session: Session, person_id: int, mark: str) -> bool:
    """Note which command menu a person has; return whether it is another than before."""
    person = await session.get_one(Person, person_id)
    changed = person.menu != mark
    person.menu = mark
    return changed


async def by_telegram_id(session: Session, telegram_id: int) -> Person | None:
    """Return the person with this Telegram id."""
    return await session.scalar(select(Person).where(Person.telegram_id == telegram_id))
