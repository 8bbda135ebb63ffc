"""Telling that a session has moved: one message to each focal person of each unit, and the result to organisers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.db.transaction import Session
from bot.messages.meetings import Meeting
from bot.messages.moved import Moved
from bot.messages.session_moves import MoveDone
from bot.outbox.put import put
from bot.outbox.put_each import put_each
from bot.services.access import Actor
from bot.services.conferences import organisers_of, sessions_of
from bot.services.move_effects import Changes
from bot.services.units import people_by_unit
from models.conferences import Conference
from models.invitations import Invitation
from models.outbox import Lane
from models.units import Unit


async def announce(
    session: Session,
    actor: Actor,
    conference: Conference,
    *,
    old: Meeting,
    new: Meeting,
    changes: Changes,
    now: datetime,
) -> MoveDone:
    """Tell the units concerned and the other organisers; return what the actor is to see."""
    units = await _units(session, conference.id)
    people = await people_by_unit(session, units)
    several = len(await sessions_of(session, conference.id)) > 1
    said = {
        unit_id: Moved(
            conference.id, conference.title, unit_id, name, old, new, several, tuple(changes.of_units.get(unit_id, ()))
        )
        for unit_id, name in units.items()
    }
    key = f"moved{conference.id}:{conference.version}"
    messages = [(person, said[unit], f"{key}:{unit}:{person.id}") for unit in units for person in people[unit]]
    await put_each(session, messages, now=now, lane=Lane.URGENT, again=True)
    told = sum(bool(people[unit]) for unit in units)
    done = MoveDone(
        conference_id=conference.id,
        title=conference.title,
        old=old,
        new=new,
        units=told,
        people=len(messages),
        silent=len(units) - told,
        deadlines=len(changes.moments),
        past=sum(moment is not None and moment < now for moment in changes.moments),
    )
    for person in await organisers_of(session, conference.id):
        if person.id != actor.person_id:
            await put(session, person, done, now=now, lane=Lane.URGENT, key=f"{key}:organiser{person.id}")
    return done


async def _units(session: Session, conference_id: int) -> dict[int, str]:
    """Return the units that are invited or on duty, with their names, in protocol order."""
    query = (
        select(Unit.id, Unit.name)
        .join(Invitation, Invitation.unit_id == Unit.id)
        .where(Invitation.conference_id == conference_id)
        .order_by(Unit.place, Unit.id)
    )
    return dict((await session.execute(query)).all())
