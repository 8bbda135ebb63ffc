"""What a word or two may be about: the duties that the actor's units owe, and the invitations that they may answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, func, select

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.short_words import OpenDuty, OpenInvitation
from bot.services.access import Action, Actor, require
from bot.services.conferences import is_over
from bot.services.list_duty import asks_for_lists
from bot.services.owed import HAS_PLACES, ON_LIST, REPORT_OWED
from models.conferences import Conference, ConferenceState
from models.delegates import Delegate
from models.duties import Assignment, Duty
from models.invitations import Answer, Invitation
from models.units import Unit

MOST = 10
"""What can be chosen from at a glance; the rest is on the unit's own page."""


async def open_duties(session: Session, actor: Actor, assignment_id: int | None = None) -> list[OpenDuty]:
    """Return the duties that the actor's units owe, the earliest deadline first; only the one that is named, if one is.

    Sending the list of delegates is none: that is done by the list itself.

    Raises:
        Refusal: they act for no unit, or the one that is named is another unit's or isn't open to them any more.
    """
    await _require_own(session, actor, Action.REPORT_DUTY, Assignment, assignment_id)
    query = (
        select(Conference.id, Unit.id, Assignment.id, Assignment.version, Unit.name, Conference.title, Duty.text)
        .join(Duty, Assignment.duty_id == Duty.id)
        .join(Conference, Duty.conference_id == Conference.id)
        .join(Unit, Assignment.unit_id == Unit.id)
        .where(Assignment.unit_id.in_(actor.unit_ids), REPORT_OWED, Conference.state == ConferenceState.RUNNING)
        .order_by(Duty.due_at.is_(None), Duty.due_at, Duty.id, Assignment.id)
    )
    if assignment_id is not None:
        query = query.where(Assignment.id == assignment_id)
    listed = await _with_lists(session, actor)
    found = [
        OpenDuty(number, version, unit, title, text)
        for conference_id, unit_id, number, version, unit, title, text in await session.execute(query)
        if (conference_id, unit_id) not in listed or not asks_for_lists(text)
    ]
    if assignment_id is not None and not found:
        raise Refusal("common.old_button")
    return found[:MOST]


async def _with_lists(session: Session, actor: Actor) -> set[tuple[int, int]]:
    """Return the conferences (and the unit of each) to which the actor's units send delegates."""
    query = select(Invitation.conference_id, Invitation.unit_id)
    rows = await session.execute(query.where(Invitation.unit_id.in_(actor.unit_ids), HAS_PLACES))
    return {(conference_id, unit_id) for conference_id, unit_id in rows}


async def open_invitations(
    session: Session, actor: Actor, answer: Answer, invitation_id: int | None = None, *, now: datetime
) -> list[OpenInvitation]:
    """Return the invitations of the actor's units to which `answer` would be news, those not answered yet first.

    Raises:
        Refusal: they act for no unit, or the one that is named is another unit's or isn't open to them any more.
    """
    await _require_own(session, actor, Action.ANSWER_INVITATION, Invitation, invitation_id)
    rows = await session.execute(_invitations(actor, answer, invitation_id))
    found = [
        OpenInvitation(number, version, unit, title, count)
        for number, version, unit, title, conference_id, count in rows
        if not await is_over(session, conference_id, now)
    ]
    if invitation_id is not None and not found:
        raise Refusal("common.old_button")
    return found


async def _require_own(
    session: Session, actor: Actor, action: Action, kind: type[Assignment] | type[Invitation], number: int | None
) -> None:
    """Let the actor do `action` on the row that is named, if one is and it is there."""
    unit_id = None if number is None else await session.scalar(select(kind.unit_id).where(kind.id == number))
    require(actor, action, unit_id=unit_id)


def _invitations(actor: Actor, answer: Answer, invitation_id: int | None) -> Select[int, int, str, str, int, int]:
    delegates = select(func.count(Delegate.id)).where(ON_LIST).correlate(Invitation).scalar_subquery()
    query = (
        select(Invitation.id, Invitation.version, Unit.name, Conference.title, Conference.id, delegates)
        .join(Conference, Invitation.conference_id == Conference.id)
        .join(Unit, Invitation.unit_id == Unit.id)
        .where(Invitation.unit_id.in_(actor.unit_ids), Conference.state == ConferenceState.RUNNING, HAS_PLACES)
        .where(Invitation.answer != answer)
        .order_by(Invitation.answer != Answer.NONE, Invitation.id)
        .limit(MOST)
    )
    return query if invitation_id is None else query.where(Invitation.id == invitation_id)
