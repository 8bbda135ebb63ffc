"""Drafts of broadcasts: what would be said to whom, shown before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.base import Message
from bot.messages.drafts import Confirm, Draft
from bot.messages.letters import unknown_placeholders
from bot.services import audit
from bot.services.access import Actor, require_conference
from bot.services.boards import board_of
from bot.services.letters import letters
from bot.services.sending import broadcast_of, reach
from bot.services.units import name_of
from models.broadcasts import Broadcast, BroadcastState
from models.conferences import Conference

LONGEST_TEXT = 2500
"""Characters of an organiser's own text: with what stands around it, one message of Telegram's (4,096)."""


@dataclass(frozen=True)
class Look:
    """What to show of a broadcast: a unit's copy of the draft and its panel, or only the board of one that was sent."""

    letter: Message | None
    panel: Message


async def draft(session: Session, actor: Actor, conference_id: int, kind: str, *, now: datetime) -> Broadcast:
    """Return the draft of this kind for a conference, made with the proposed text where there is none."""
    await require_conference(session, actor, conference_id)
    query = select(Broadcast).where(
        Broadcast.conference_id == conference_id, Broadcast.kind == kind, Broadcast.state == BroadcastState.DRAFT
    )
    found = await session.scalar(query.order_by(Broadcast.id.desc()).limit(1))
    if found is None:
        found = Broadcast(
            conference_id=conference_id, kind=kind, text="", created_by=actor.person_id, created_at=now, version=1
        )
        session.add(found)
        await session.flush()
    return found


async def under_way(session: Session, actor: Actor, conference_id: int, kind: str) -> Broadcast | None:
    """Return the newest broadcast of this kind that was sent, if any."""
    await require_conference(session, actor, conference_id)
    query = select(Broadcast).where(
        Broadcast.conference_id == conference_id, Broadcast.kind == kind, Broadcast.sent_at.is_not(None)
    )
    return await session.scalar(query.order_by(Broadcast.id.desc()).limit(1))


async def look(session: Session, actor: Actor, conference_id: int, kind: str, sample: int, *, now: datetime) -> Look:
    """Return the copy number `sample` of the draft and its panel; the board where everybody has been sent it.

    Raises:
        Refusal: there is nobody to send it to, and none was sent.
    """
    await require_conference(session, actor, conference_id)
    whom = await reach(session, conference_id, kind, now=now)
    units = whom.receivers(kind)
    sent = await under_way(session, actor, conference_id, kind)
    if not units:
        if sent is None or kind == "nudge":
            raise Refusal(f"broadcasts.nobody_{kind}")
        return Look(None, await board_of(session, sent))
    broadcast = await draft(session, actor, conference_id, kind, now=now)
    conference = await session.get_one(Conference, conference_id)
    unit_id, own = units[sample % len(units)], bool(broadcast.text)
    letter = (await letters(session, broadcast, [unit_id], sample=True))[unit_id]
    unit = await name_of(session, unit_id)
    held = (broadcast.id, broadcast.version, conference_id, kind, conference.title)
    return Look(letter, Draft(*held, unit, len(units), own, sample % len(units), sent.id if sent else None))


async def question(session: Session, actor: Actor, broadcast_id: int, version: int, *, now: datetime) -> Confirm | None:
    """Return the question before a draft goes out; None where it has changed or was sent."""
    broadcast = await broadcast_of(session, actor, broadcast_id)
    if broadcast.state is not BroadcastState.DRAFT or broadcast.version != version:
        return None
    whom = await reach(session, broadcast.conference_id, broadcast.kind, now=now)
    if not whom.receivers(broadcast.kind):
        raise Refusal(f"broadcasts.nobody_{broadcast.kind}")
    conference = await session.get_one(Conference, broadcast.conference_id)
    held = (broadcast.id, version, conference.id, broadcast.kind, conference.title)
    return Confirm(*held, len(whom.joined), len(whom.unit_ids) - len(whom.joined))


async def rewrite(session: Session, actor: Actor, broadcast_id: int, text: str, *, now: datetime) -> Broadcast:
    """Give a draft the organiser's own text; an empty one brings back the proposed text.

    Raises:
        Refusal: it has been sent, the text is too long, or holds a placeholder that means nothing.
    """
    broadcast = await broadcast_of(session, actor, broadcast_id)
    if broadcast.state is not BroadcastState.DRAFT:
        raise Refusal("broadcasts.already_sent")
    if len(text) > LONGEST_TEXT:
        raise Refusal("broadcasts.too_long", length=len(text), most=LONGEST_TEXT)
    if unknown := unknown_placeholders(text):
        raise Refusal("broadcasts.unknown_placeholder", found=unknown[0])
    broadcast.text, broadcast.version = text, broadcast.version + 1
    audit.note(session, actor, "broadcast.rewrite", f"broadcast {broadcast.id}", now=now)
    return broadcast
