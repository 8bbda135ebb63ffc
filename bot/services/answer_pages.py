"""What an answer, or a wish after the deadline, is met with."""

from __future__ import annotations

from bot.db.transaction import Session
from bot.messages.answers import AnswerNoted
from bot.messages.base import Message
from bot.messages.change_requests import RequestSent
from bot.services.invitations import Answered
from models.conferences import Conference
from models.delegates import ChangeRequest


async def noted(session: Session, done: Answered) -> Message:
    """Return what to say to whoever answered."""
    if done.request is not None:
        return await sent(session, done.request)
    opened, invitation, conference = done.opened, done.opened.invitation, done.opened.conference
    return AnswerNoted(
        title=conference.title,
        unit=opened.unit,
        unit_id=invitation.unit_id,
        conference_id=conference.id,
        invitation_id=invitation.id,
        version=invitation.version,
        answer=invitation.answer.value,
        reason=invitation.reason,
        withdrawn=done.withdrawn,
        due=conference.lists_due,
        due_by=conference.lists_by.value,
        due_section=conference.lists_section,
        enters=invitation.list_complete_at is None and opened.placed,
        late=opened.late,
    )


async def sent(session: Session, request: ChangeRequest) -> RequestSent:
    """Return that a wish was put before the organisers."""
    conference = await session.get_one(Conference, request.conference_id)
    return RequestSent(
        conference.title,
        request.unit_id,
        conference.id,
        conference.lists_due,
        conference.lists_by.value,
        conference.lists_section,
    )
