"""Telling that a new version of a plan was applied: each unit its own changes, the organisers the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.messages.moved import MovedDeadline
from bot.messages.plan_changes import Changed
from bot.messages.plan_updates import PlanChanged, Updated
from bot.outbox.put import put
from bot.outbox.put_each import put_each
from bot.services.access import Actor
from bot.services.conferences import organisers_of
from bot.services.owed import HAS_PLACES
from bot.services.units import names_of, people_by_unit
from models.conferences import Conference
from models.delegates import Delegate, DelegateState
from models.invitations import Invitation
from models.invitees import InviteeGroup, Place
from models.outbox import Lane
from models.units import Unit

Said = Mapping[int, Sequence[Changed]]


async def tell(
    session: Session,
    actor: Actor,
    conference: Conference,
    said: Said,
    basis: str,
    *,
    changes: tuple[Changed, ...],
    whole: tuple[Changed, ...],
    lists_due: datetime | None,
    now: datetime,
) -> Updated:
    """Put one message to each focal person of the units concerned; return what organisers see.

    `basis` is the paper as others cite it, `changes` those of single items; `whole` of the whole plan: they are told
    to whoever is told anything. `lists_due` is when lists were due before; where that moved, the units that owe one are
    told.
    """
    lists = await _lists(session, conference, lists_due)
    concerned = {*said, *lists}
    people, names = await people_by_unit(session, concerned), await names_of(session, concerned)
    key = f"plan{conference.id}:{conference.version}"
    letters = [
        (
            person,
            PlanChanged(
                conference.id,
                conference.title,
                basis,
                unit_id,
                names[unit_id],
                (*said.get(unit_id, ()), *whole),
                lists.get(unit_id),
            ),
            f"{key}:{unit_id}:{person.id}",
        )
        for unit_id in sorted(concerned)
        for person in people[unit_id]
    ]
    await put_each(session, letters, now=now, lane=Lane.URGENT, again=True)
    told = sum(bool(people[unit_id]) for unit_id in concerned)
    over = await _over(session, conference.id)
    done = Updated(conference.id, conference.title, (*changes, *whole), told, len(concerned) - told, over)
    for person in await organisers_of(session, conference.id):
        if person.id != actor.person_id:
            await put(session, person, done, now=now, lane=Lane.URGENT, key=f"{key}:organiser{person.id}")
    return done


async def _lists(session: Session, conference: Conference, before: datetime | None) -> dict[int, MovedDeadline]:
    """Return the moved deadline of the lists for each unit that has places."""
    if conference.lists_due == before:
        return {}
    moved = MovedDeadline(None, conference.lists_section, before, conference.lists_due, conference.lists_by)
    query = select(Invitation.unit_id).where(Invitation.conference_id == conference.id, HAS_PLACES)
    return dict.fromkeys(await session.scalars(query), moved)


async def _over(session: Session, conference_id: int) -> tuple[tuple[str, int], ...]:
    """Return the units that have entered more people in a group than it has places for them, and how many more."""
    entered = func.count(Delegate.id)
    query = (
        select(Unit.name, entered - func.coalesce(Place.seats, 0))
        .join(Delegate, Delegate.unit_id == Unit.id)
        .join(InviteeGroup, InviteeGroup.id == Delegate.group_id)
        .outerjoin(Place, (Place.group_id == InviteeGroup.id) & (Place.unit_id == Unit.id))
        .where(InviteeGroup.conference_id == conference_id, Delegate.state == DelegateState.ENTERED)
        .group_by(Unit.id, Unit.name, InviteeGroup.id, Place.id, Place.seats)
        .having((Place.id.is_(None)) | (entered > Place.seats))
        .order_by(Unit.id)
    )
    return tuple((name, over) for name, over in await session.execute(query))
