"""What letters hold: the conference and its units, read in a few statements however many units there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from bot.db.transaction import Session
from bot.messages.base import Message
from bot.messages.letters import Addressee, Letter, Nudge, Occasion, Seats
from bot.services.delegate_ground import delegates_by_unit
from bot.services.meetings import meetings_of
from models.broadcasts import Broadcast
from models.conferences import Conference
from models.invitations import Invitation
from models.invitees import InviteeGroup, Place
from models.units import Unit


async def occasion_of(session: Session, conference: Conference) -> Occasion:
    """Return a conference as its letters tell it."""
    return Occasion(
        conference_id=conference.id,
        title=conference.title,
        number=conference.number,
        body=conference.issuing_body,
        chair=conference.chair,
        meetings=await meetings_of(session, conference.id),
        lists_due=conference.lists_due,
        lists_section=conference.lists_section,
        lists_by=conference.lists_by.value,
    )


async def letters(
    session: Session, broadcast: Broadcast, unit_ids: Collection[int], *, sample: bool = False
) -> dict[int, Message]:
    """Return what `broadcast` says to each of the units, by unit id. An empty text means the proposed one."""
    conference = await session.get_one(Conference, broadcast.conference_id)
    occasion = await occasion_of(session, conference)
    found: dict[int, Message] = {}
    for to in await addressees(session, conference.id, unit_ids):
        if broadcast.kind == "nudge":
            found[to.unit_id] = Nudge(occasion, to, sample)
        else:
            found[to.unit_id] = Letter(occasion, to, broadcast.text or None, sample)
    return found


async def addressees(session: Session, conference_id: int, unit_ids: Collection[int]) -> list[Addressee]:
    """Return the units with what they have answered and entered, in protocol order."""
    wanted = set(unit_ids)
    seats = await _seats(session, conference_id)
    delegates = await delegates_by_unit(session, conference_id)
    query = (
        select(Unit.id, Unit.name, Invitation.id, Invitation.version, Invitation.answer, Invitation.list_complete_at)
        .join(Invitation, Invitation.unit_id == Unit.id)
        .where(Invitation.conference_id == conference_id)
        .order_by(Unit.place, Unit.id)
    )
    rows = await session.execute(query)
    return [
        Addressee(
            unit, name, invitation, version, tuple(seats[unit]), answer.value, delegates.get(unit, 0), done is not None
        )
        for unit, name, invitation, version, answer, done in rows
        if unit in wanted
    ]


async def _seats(session: Session, conference_id: int) -> defaultdict[int, list[Seats]]:
    query = (
        select(Place.unit_id, InviteeGroup.label, Place.seats, InviteeGroup.section)
        .join(InviteeGroup, Place.group_id == InviteeGroup.id)
        .where(InviteeGroup.conference_id == conference_id)
        .order_by(InviteeGroup.place, InviteeGroup.id)
    )
    found: defaultdict[int, list[Seats]] = defaultdict(list)
    for unit_id, label, seats, section in await session.execute(query):
        found[unit_id].append(Seats(label, seats, section))
    return found
