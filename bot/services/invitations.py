"""Invitations: a focal person's answer for the unit, changed freely until the lists are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.calendar.working_days import Calendar
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.services.access import Action, Actor
from bot.services.answers import set_answer
from bot.services.change_requests import ask
from bot.services.delegate_ground import delegates_of
from bot.services.delegate_lists import Gate, own_gate
from bot.services.versions import require_version
from models.delegates import ChangeRequest
from models.invitations import Answer, Invitation

LONGEST_REASON = 500


@dataclass(frozen=True)
class Answered:
    """What an answer came to: it stands, or (after the lists are due) a request to the organisers does."""

    opened: Gate
    withdrawn: int = 0
    request: ChangeRequest | None = None


async def answer(
    session: Session,
    actor: Actor,
    invitation_id: int,
    answer: Answer,
    reason: str | None,
    *,
    now: datetime,
    calendar: Calendar,
    settings: Settings,
    version: int | None = None,
) -> Answered:
    """Answer an invitation; absent needs a reason and withdraws the unit's delegates.

    A first answer is always taken; once the lists are due, a change of it is asked of the organisers.

    Raises:
        Refusal: another unit's matter, the conference is over, or the reason is missing or over 500 characters.
        Stale: `version` isn't the invitation's.
    """
    opened = await to_answer(session, actor, invitation_id, now=now, version=version)
    invitation, why = opened.invitation, _reason(answer, reason)
    if opened.late and invitation.answer not in (Answer.NONE, answer):
        change = {"answer": answer.value, "reason": why}
        return Answered(opened, request=await ask(session, actor, opened, "answer", change, now=now))
    withdrawn = await set_answer(session, actor, invitation, answer, why, now=now, calendar=calendar, settings=settings)
    return Answered(opened, withdrawn)


async def to_answer(
    session: Session, actor: Actor, invitation_id: int, *, now: datetime, version: int | None = None
) -> Gate:
    """Return what is about to be answered, locked.

    Raises:
        Refusal: they may not answer; Stale: `version` isn't the invitation's.
    """
    opened = await own_gate(session, actor, invitation_id, now=now, action=Action.ANSWER_INVITATION)
    require_version(opened.invitation.version, version)
    return opened


async def delegates_at_stake(session: Session, invitation: Invitation) -> int:
    """Return how many delegates an absence would withdraw."""
    return len(await delegates_of(session, invitation.conference_id, invitation.unit_id))


def _reason(answer: Answer, reason: str | None) -> str | None:
    if answer is not Answer.ABSENT:
        return None
    if not reason or len(reason) > LONGEST_REASON:
        raise Refusal("answers.reason_length", most=LONGEST_REASON)
    return reason
