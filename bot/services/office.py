"""The office: the owners and organisers who are told what happens on the other side."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.config import Settings
from bot.db.transaction import Session
from bot.messages.base import Message
from bot.outbox.put import put
from bot.services.access import Actor, actor_of
from models.outbox import Lane
from models.people import Person


async def owners_of(session: Session, settings: Settings) -> list[Person]:
    """Return the owners whom the bot can reach: they wrote to it and haven't blocked it."""
    reachable = Person.telegram_id.in_(settings.owners.telegram_ids) & Person.unreachable_at.is_(None)
    return list(await session.scalars(select(Person).where(reachable).order_by(Person.id)))


async def tell_issuer(
    session: Session, issuer: int, message: Message, *, but: Actor, now: datetime, settings: Settings
) -> None:
    """Tell whoever issued a code (a Telegram id); where they have left or can't be reached, the owners.

    Whoever acts (`but`) gets an answer anyway and isn't told twice.
    """
    person = await session.scalar(select(Person).where(Person.telegram_id == issuer, Person.unreachable_at.is_(None)))
    if person is not None and not await _in_office(session, person, settings):
        person = None
    for to in [person] if person else await owners_of(session, settings):
        if to.id != but.person_id:
            await put(session, to, message, now=now, lane=Lane.URGENT)


async def _in_office(session: Session, person: Person, settings: Settings) -> bool:
    return (await actor_of(session, person, settings.owners.telegram_ids)).in_office


async def read_again(session: Session, actor: Actor, settings: Settings) -> Actor:
    """Return the actor with the roles, name and language that they have now, after a change of their own."""
    person = await session.get_one(Person, actor.person_id)
    return await actor_of(session, person, settings.owners.telegram_ids)
