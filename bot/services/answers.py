"""Changes of a unit's answer to its invitation, by whoever may decide them."""

from __future__ import annotations

from datetime import datetime

from bot.calendar.working_days import Calendar
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.answers import AnswerNews
from bot.outbox.put import put
from bot.services import reminders
from bot.services.access import Actor
from bot.services.audit import note
from bot.services.conferences import organisers_of
from bot.services.delegate_changes import remove
from bot.services.delegate_ground import delegates_of
from bot.services.delegate_lists import owed_again
from bot.services.units import name_of
from models.conferences import Conference
from models.invitations import Answer, Invitation
from models.outbox import Lane


async def set_answer(
    session: Session,
    actor: Actor,
    invitation: Invitation,
    answer: Answer,
    reason: str | None,
    *,
    now: datetime,
    calendar: Calendar,
    settings: Settings,
) -> int:
    """Write an answer and return how many delegates were withdrawn by it.

    An absent unit has no delegates and owes no list. Organisers hear of an absence, and of one taken back, at once;
    of the rest in their morning digest.
    """
    before = invitation.answer
    invitation.answer, invitation.reason = answer, reason
    invitation.answered_by, invitation.answered_at = actor.person_id, now
    invitation.version += 1
    note(session, actor, "invitation.answered", f"invitation {invitation.id}", now=now, answer=answer.value)
    if answer is Answer.ABSENT:
        withdrawn = await _stay_away(session, actor, invitation, now=now)
        await _tell_organisers(session, invitation, withdrawn, now=now)
        return withdrawn
    if before is Answer.ABSENT:
        await owed_again(session, actor, invitation, now=now, calendar=calendar, settings=settings)
        await _tell_organisers(session, invitation, 0, now=now)
    return 0


def attends_by_entering(session: Session, actor: Actor, invitation: Invitation, *, now: datetime) -> bool:
    """Take entering people as the answer of a unit that hadn't answered; return whether that was so.

    Raises:
        Refusal: the unit is absent, and must first say otherwise.
    """
    if invitation.answer is Answer.ABSENT:
        raise Refusal("delegates.unit_absent")
    if invitation.answer is Answer.ATTENDING:
        return False
    invitation.answer, invitation.version = Answer.ATTENDING, invitation.version + 1
    invitation.answered_by, invitation.answered_at = actor.person_id, now
    note(session, actor, "invitation.answered", f"invitation {invitation.id}", now=now, answer="attending")
    return True


async def _stay_away(session: Session, actor: Actor, invitation: Invitation, *, now: datetime) -> int:
    rows = await delegates_of(session, invitation.conference_id, invitation.unit_id)
    for row in rows:
        await remove(session, actor, row, now=now)
    invitation.list_complete_at = None
    await session.flush()
    await reminders.cancel(session, invitation_id=invitation.id, now=now)
    return len(rows)


async def _tell_organisers(session: Session, invitation: Invitation, withdrawn: int, *, now: datetime) -> None:
    conference = await session.get_one(Conference, invitation.conference_id)
    news = AnswerNews(
        conference.title,
        await name_of(session, invitation.unit_id),
        invitation.answer.value,
        invitation.reason,
        withdrawn,
        conference.id,
    )
    for person in await organisers_of(session, conference.id):
        await put(session, person, news, now=now, lane=Lane.URGENT)
