"""Change requests: what a unit asks of the organisers once the lists are due, and their decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from bot.calendar.working_days import Calendar
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.change_requests import RequestCard
from bot.outbox.put import put
from bot.services.access import Action, Actor, require, require_conference
from bot.services.audit import note
from bot.services.change_request_facts import facts_of
from bot.services.conferences import organisers_of
from bot.services.delegate_lists import Gate
from bot.services.request_changes import carry_out
from bot.services.units import people_of
from bot.services.versions import Stale
from models.conferences import Conference, ConferenceOrganiser, ConferenceState
from models.delegates import ChangeRequest, RequestState
from models.outbox import Lane

LONGEST_REASON = 500


async def ask(
    session: Session, actor: Actor, opened: Gate, kind: str, change: dict[str, Any], *, now: datetime
) -> ChangeRequest:
    """Put a wish before the organisers of the conference.

    Raises:
        Refusal: the unit has the same wish waiting already.
    """
    invitation = opened.invitation
    waiting = select(ChangeRequest).where(
        ChangeRequest.conference_id == invitation.conference_id,
        ChangeRequest.unit_id == invitation.unit_id,
        ChangeRequest.kind == kind,
        ChangeRequest.state == RequestState.OPEN,
    )
    if any(other.change == change for other in await session.scalars(waiting)):
        raise Refusal("change_requests.waiting_already")
    row = ChangeRequest(
        conference_id=invitation.conference_id,
        unit_id=invitation.unit_id,
        kind=kind,
        change=change,
        asked_by=actor.person_id,
        asked_at=now,
    )
    session.add(row)
    await session.flush()
    note(session, actor, "request.asked", f"request {row.id}", now=now, kind=kind)
    card = RequestCard(await facts_of(session, row))
    for person in await organisers_of(session, row.conference_id):
        await put(session, person, card, now=now, lane=Lane.URGENT)
    return row


async def accept(
    session: Session, actor: Actor, request_id: int, *, now: datetime, calendar: Calendar, settings: Settings
) -> ChangeRequest:
    """Grant a request and carry it out; the unit is told.

    Raises:
        Refusal: it can't be carried out any more (no seat, the person is gone); it stays open, to be refused.
        Stale: it is decided.
    """
    row = await open_request(session, actor, request_id)
    await carry_out(session, actor, row, now=now, calendar=calendar, settings=settings)
    return await _decide(session, actor, row, RequestState.ACCEPTED, None, now=now)


async def refuse(session: Session, actor: Actor, request_id: int, reason: str, *, now: datetime) -> ChangeRequest:
    """Refuse a request with a reason; the unit is told.

    Raises:
        Refusal: the reason is missing or over 500 characters; Stale: it is decided.
    """
    row = await open_request(session, actor, request_id)
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Refusal("change_requests.reason_length", most=LONGEST_REASON)
    return await _decide(session, actor, row, RequestState.REFUSED, reason, now=now)


async def requests(session: Session, actor: Actor, *, page: int, size: int) -> tuple[list[ChangeRequest], int]:
    """Return one page of the requests that wait for the actor, oldest first, and how many there are."""
    require(actor, Action.RUN_CONFERENCE)
    query = select(ChangeRequest).join(Conference, ChangeRequest.conference_id == Conference.id)
    query = query.where(ChangeRequest.state == RequestState.OPEN, Conference.state == ConferenceState.RUNNING)
    if not actor.may_all(Action.RUN_CONFERENCE):
        query = query.join(ConferenceOrganiser, ConferenceOrganiser.conference_id == Conference.id)
        query = query.where(ConferenceOrganiser.person_id == actor.person_id)
    count = await session.scalar(select(func.count()).select_from(query.subquery()))
    rows = await session.scalars(query.order_by(ChangeRequest.id).offset(page * size).limit(size))
    return list(rows), count or 0


async def request_for(session: Session, actor: Actor, request_id: int) -> ChangeRequest:
    """Return a request that the actor may see, whatever became of it.

    Raises:
        Refusal: there is none, or it is of another's conference.
    """
    require(actor, Action.RUN_CONFERENCE)
    row = await session.get(ChangeRequest, request_id)
    if row is None:
        raise Refusal("common.old_button")
    await require_conference(session, actor, row.conference_id)
    return row


async def open_request(session: Session, actor: Actor, request_id: int) -> ChangeRequest:
    """Return a request that waits for a decision, locked.

    Raises:
        Refusal: it isn't theirs to decide; Stale: it is decided.
    """
    row = await request_for(session, actor, request_id)
    await session.refresh(row, with_for_update=True)
    if row.state is not RequestState.OPEN:
        raise Stale
    return row


async def _decide(
    session: Session, actor: Actor, row: ChangeRequest, state: RequestState, reason: str | None, *, now: datetime
) -> ChangeRequest:
    row.state, row.reason, row.decided_by, row.decided_at = state, reason, actor.person_id, now
    note(session, actor, f"request.{state.value}", f"request {row.id}", now=now)
    await session.flush()
    card = RequestCard(await facts_of(session, row), to_unit=True)
    for person in await people_of(session, row.unit_id):
        await put(session, person, card, now=now, lane=Lane.URGENT)
    return row
