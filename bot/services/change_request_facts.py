"""Requests as people read them: ids become names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.db.transaction import Session
from bot.messages.change_requests import RequestFacts
from bot.messages.delegate_words import PersonLine
from bot.services.units import name_of
from models.conferences import Conference
from models.delegates import ChangeRequest, Delegate
from models.invitees import InviteeGroup
from models.people import Person


async def facts_of(session: Session, request: ChangeRequest) -> RequestFacts:
    """Return a request with its names."""
    wish = request.change
    conference = await session.get_one(Conference, request.conference_id)
    asker = await session.get_one(Person, request.asked_by)
    before = await _delegate(session, wish["delegate"]) if "delegate" in wish else None
    after = [await _person(session, person) for person in wish.get("people", ())]
    if "person" in wish:
        after = [await _person(session, wish["person"])]
    if "fields" in wish and before is not None:
        after = [await _edited(session, before, wish["fields"])]
    return RequestFacts(
        request_id=request.id,
        kind=request.kind,
        state=request.state.value,
        title=conference.title,
        unit=await name_of(session, request.unit_id),
        unit_id=request.unit_id,
        conference_id=request.conference_id,
        asked_by=asker.full_name or "",
        asked_at=request.asked_at,
        before=before if [before] != after else None,
        after=tuple(after),
        answer=wish.get("answer"),
        answer_reason=wish.get("reason"),
        decision_reason=request.reason,
    )


async def _line(session: Session, delegate: Delegate) -> PersonLine:
    group = await session.get_one(InviteeGroup, delegate.group_id)
    return PersonLine(delegate.full_name, delegate.position, delegate.phone, delegate.mode, group.label)


async def _delegate(session: Session, delegate_id: int) -> PersonLine:
    return await _line(session, await session.get_one(Delegate, delegate_id))


async def _person(session: Session, person: dict[str, Any]) -> PersonLine:
    group = await session.get_one(InviteeGroup, person["group_id"])
    return PersonLine(person["full_name"], person["position"], person["phone"], person["mode"], group.label)


async def _edited(session: Session, before: PersonLine, fields: dict[str, Any]) -> PersonLine:
    changes = {name: value for name, value in fields.items() if name != "group_id"}
    if "group_id" in fields:
        changes["group"] = (await session.get_one(InviteeGroup, fields["group_id"])).label
    return replace(before, **changes)
