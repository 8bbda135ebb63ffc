"""Venues: where a session meets, changed with a word to each unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.session_moves import AskVenue, ConfirmVenue, MoveDone
from bot.services import audit, move_effects
from bot.services.access import Actor
from bot.services.meetings import meeting_of
from bot.services.move_notices import announce
from bot.services.sessions import part_of

LONGEST_VENUE = 300


async def ask_venue(session: Session, actor: Actor, session_id: int, version: int) -> AskVenue | None:
    """Return the question for a new venue; None where the conference has changed since `version`."""
    conference, part = await part_of(session, actor, session_id)
    return AskVenue(conference.title, meeting_of(part)) if conference.version == version else None


async def preview_venue(
    session: Session, actor: Actor, session_id: int, version: int, text: str
) -> tuple[str, ConfirmVenue] | None:
    """Return the venue that was typed, and old → new; None where `version` is outdated.

    Raises:
        Refusal: it is too short or too long, or the present one.
    """
    conference, part = await part_of(session, actor, session_id)
    if conference.version != version:
        return None
    venue = " ".join(text.split())
    if not 3 <= len(venue) <= LONGEST_VENUE:
        raise Refusal("sessions.venue_length")
    if venue == part.venue:
        raise Refusal("sessions.same_venue")
    old = meeting_of(part)
    units = await move_effects.units_told(session, conference.id)
    return venue, ConfirmVenue(part.id, version, conference.title, old, replace(old, venue=venue), units)


async def move_venue(
    session: Session, actor: Actor, session_id: int, version: int, venue: str, *, now: datetime
) -> MoveDone | None:
    """Change the venue of a session and tell each unit; None where the conference has changed since `version`."""
    conference, part = await part_of(session, actor, session_id)
    if conference.version != version:
        return None
    old = meeting_of(part)
    part.venue, conference.version = venue, conference.version + 1
    await session.flush()
    audit.note(session, actor, "session.venue", f"session {part.id}", now=now)
    return await announce(
        session, actor, conference, old=old, new=meeting_of(part), changes=move_effects.Changes(), now=now
    )
