"""Sending broadcasts: invitations and nudges.

A draft is changed and sent under its `version`: a button made for an older one does nothing, so a second press never
sends twice. Each receiver is a row with one message; what is in doubt is sent again only by the organiser's decision.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.outbox.put_each import put_each
from bot.services import audit
from bot.services.access import Actor, require_conference
from bot.services.audience import joined, to_invite, to_nudge
from bot.services.boards import show_board
from bot.services.letters import letters
from bot.services.units import people_by_unit
from models.broadcasts import Broadcast, BroadcastState, Recipient
from models.conferences import Conference, ConferenceState
from models.outbox import Lane
from models.people import Person


@dataclass(frozen=True)
class Reach:
    """Which units a draft is for, in protocol order, and for which of them somebody has joined."""

    unit_ids: tuple[int, ...]
    joined: frozenset[int]

    def receivers(self, kind: str) -> list[int]:
        """Return the units that get a row: a nudge is for those that somebody joined, an invitation for all."""
        return [unit for unit in self.unit_ids if kind != "nudge" or unit in self.joined]


async def reach(session: Session, conference_id: int, kind: str, *, now: datetime) -> Reach:
    """Return whom a broadcast of this kind would be for, if it were sent now."""
    if kind == "nudge":
        units = await to_nudge(session, conference_id, now=now)
    else:
        units = await to_invite(session, conference_id)
    return Reach(tuple(units), frozenset(await joined(session, units)))


async def broadcast_of(session: Session, actor: Actor, broadcast_id: int) -> Broadcast:
    """Return a broadcast, locked for this transaction.

    Raises:
        Refusal: there is none, or it belongs to a conference that the actor doesn't run.
    """
    broadcast = await session.get(Broadcast, broadcast_id, with_for_update=True)
    if broadcast is None:
        raise Refusal("common.old_button")
    await require_conference(session, actor, broadcast.conference_id)
    return broadcast


async def open_conference(session: Session, conference_id: int) -> Conference:
    """Return a conference that runs, locked: two drafts sent at the same instant must not reach a unit twice.

    Raises:
        Refusal: it is over or was cancelled.
    """
    conference = await session.get_one(Conference, conference_id, with_for_update=True)
    if conference.state is not ConferenceState.RUNNING:
        raise Refusal("broadcasts.over")
    return conference


async def send(session: Session, actor: Actor, broadcast_id: int, version: int, *, now: datetime) -> bool:
    """Send a draft to the units that it is for at this moment; return False where the press came too late.

    Raises:
        Refusal: there is nobody to send it to, or the conference is over.
    """
    broadcast = await broadcast_of(session, actor, broadcast_id)
    if broadcast.state is not BroadcastState.DRAFT or broadcast.version != version:
        return False
    await open_conference(session, broadcast.conference_id)
    whom = await reach(session, broadcast.conference_id, broadcast.kind, now=now)
    unit_ids = whom.receivers(broadcast.kind)
    if not unit_ids:
        raise Refusal(f"broadcasts.nobody_{broadcast.kind}")
    broadcast.state, broadcast.sent_at, broadcast.created_by = BroadcastState.SENDING, now, actor.person_id
    recipients = await _recipients(session, broadcast, unit_ids)
    await deliver(session, broadcast, recipients, now=now)
    await show_board(session, broadcast, now=now)
    audit.note(session, actor, "broadcast.send", f"broadcast {broadcast.id}", now=now, units=len(unit_ids))
    return True


async def _recipients(session: Session, broadcast: Broadcast, unit_ids: Collection[int]) -> list[Recipient]:
    """Make a row for each focal person of each unit; a unit that nobody joined has one without a person."""
    people = await people_by_unit(session, unit_ids)
    nobody: list[int | None] = [None]
    rows = [
        {"broadcast_id": broadcast.id, "unit_id": unit_id, "person_id": person_id}
        for unit_id in unit_ids
        for person_id in [person.id for person in people[unit_id]] or nobody
    ]
    await session.execute(insert(Recipient), rows)
    query = select(Recipient).where(Recipient.broadcast_id == broadcast.id).order_by(Recipient.id)
    return list(await session.scalars(query))


async def deliver(session: Session, broadcast: Broadcast, recipients: Collection[Recipient], *, now: datetime) -> None:
    """Put the message of each recipient who is a person; its key holds the version, so that a replay makes no other."""
    people = await _people(session, broadcast.id)
    chosen = [(row, people[row.person_id]) for row in recipients if row.person_id is not None]
    said = await letters(session, broadcast, {row.unit_id for row, _ in chosen})
    messages = [(to, said[row.unit_id], f"b{broadcast.id}:{broadcast.version}:{row.id}") for row, to in chosen]
    ids = await put_each(session, messages, now=now, lane=Lane.BROADCAST, again=False)
    for (recipient, _), (_, _, key) in zip(chosen, messages, strict=True):
        recipient.outbox_id = ids[key]
    await session.flush()


async def _people(session: Session, broadcast_id: int) -> dict[int, Person]:
    receivers = select(Recipient.person_id).where(Recipient.broadcast_id == broadcast_id)
    return {person.id: person for person in await session.scalars(select(Person).where(Person.id.in_(receivers)))}
