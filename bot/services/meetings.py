"""The sessions of a conference as messages tell them."""

from __future__ import annotations

from bot.db.transaction import Session
from bot.messages.meetings import Meeting
from bot.messages.when import When
from bot.services.conferences import sessions_of
from models.conferences import ConferenceSession


def meeting_of(part: ConferenceSession) -> Meeting:
    """Return a session as messages tell it."""
    when = When(part.precision, part.first_day, part.last_day, part.start_time, part.end_time, part.half_day)
    return Meeting(part.name, when, part.venue)


async def meetings_of(session: Session, conference_id: int) -> tuple[Meeting, ...]:
    """Return all sessions of a conference, in their order."""
    return tuple(meeting_of(part) for part in await sessions_of(session, conference_id))
