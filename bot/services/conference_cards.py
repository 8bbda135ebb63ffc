"""What an organiser sees of a conference at a glance."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select

from bot.db.transaction import Session
from bot.messages.conference_cards import Card
from bot.messages.conferences import Agenda, Listed
from bot.messages.plan_words import hours_words
from bot.services.access import Action, Actor, require, require_conference
from bot.services.conferences import condition_of, conferences_of
from bot.services.duties import duties_of
from bot.services.duty_board import given_of
from bot.services.meetings import meetings_of
from bot.services.plans import drafts_of
from models.conferences import Conference
from models.invitations import Answer, Invitation
from models.invitees import InviteeGroup
from models.people import Membership


async def card_of(session: Session, actor: Actor, conference_id: int, *, now: datetime, made: bool = False) -> Card:
    """Return the card of a conference; `made` says that it has just been made.

    Raises:
        Refusal: the actor may not run it.
    """
    await require_conference(session, actor, conference_id)
    conference, duties = await session.get_one(Conference, conference_id), await duties_of(session, conference_id)
    given = await given_of(session, [duty.id for duty in duties])
    return Card(
        conference_id,
        conference.title,
        conference.number,
        await meetings_of(session, conference_id),
        groups=await _count(
            session,
            select(InviteeGroup.id),
            InviteeGroup.conference_id == conference_id,
            InviteeGroup.dropped_at.is_(None),
        ),
        units=await _count(session, select(Invitation.id), Invitation.conference_id == conference_id),
        joined=await _joined(session, conference_id),
        answered=await _count(
            session,
            select(Invitation.id),
            Invitation.conference_id == conference_id,
            Invitation.answer != Answer.NONE,
        ),
        duties=len(given),
        dated=sum(duty.deadline_words is not None for duty in duties if duty.id in given),
        nobodys=len(duties) - len(given),
        lists_due=conference.lists_due,
        lists_section=conference.lists_section,
        lists_by=conference.lists_by.value,
        made=made,
        condition=await condition_of(session, conference, now),
    )


async def _count(session: Session, rows: Select[tuple[int]], *where: ColumnElement[bool]) -> int:
    return await session.scalar(select(func.count()).select_from(rows.where(*where).subquery())) or 0


async def _joined(session: Session, conference_id: int) -> int:
    """Return how many of the units have a focal person."""
    query = (
        select(func.count(Invitation.unit_id.distinct()))
        .join(Membership, Membership.unit_id == Invitation.unit_id)
        .where(Invitation.conference_id == conference_id, Membership.ended_at.is_(None))
    )
    return await session.scalar(query) or 0


async def list_of(session: Session, actor: Actor, page: int) -> Listed:
    """Return the running conferences of the actor, newest first."""
    require(actor, Action.RUN_CONFERENCE)
    found = await conferences_of(session, actor)
    drafts = await drafts_of(session, actor)
    return Listed(tuple((c.id, c.title, c.number) for c in found), len(drafts), page)


async def agenda_of(session: Session, actor: Actor, conference_id: int, page: int) -> Agenda:
    """Return the agenda of a conference.

    Raises:
        Refusal: the actor may not run it.
    """
    await require_conference(session, actor, conference_id)
    conference = await session.get_one(Conference, conference_id)
    rows = tuple((hours_words(row), row.get("content") or "", row.get("presenter")) for row in conference.agenda)
    return Agenda(conference_id, conference.title, rows, page)
