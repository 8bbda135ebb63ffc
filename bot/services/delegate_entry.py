"""Beginning to enter delegates: new ones, one in the place of another, or those of the unit's last list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.services.access import Action, Actor, require
from bot.services.delegate_checks import Entry
from bot.services.delegate_drafts import Draft, draft_of
from bot.services.delegate_ground import delegates_of
from bot.services.delegate_lists import gate
from bot.services.delegates import own_delegate
from bot.services.seats import seats_of
from bot.services.units import name_of
from models.delegates import Delegate, DelegateState
from models.invitations import Answer


async def begin(
    session: Session, actor: Actor, conference_id: int, unit_id: int, *, number: int, now: datetime
) -> Draft:
    """Return an empty draft where the unit may enter somebody.

    Raises:
        Refusal: it isn't theirs, the conference is over, the unit is absent, has no places or none left.
    """
    opened = await gate(session, actor, conference_id, unit_id, now=now, action=Action.ENTER_DELEGATES)
    if opened.invitation.answer is Answer.ABSENT:
        raise Refusal("delegates.unit_absent")
    seats = await seats_of(session, conference_id, unit_id)
    if not seats:
        raise Refusal("delegates.no_places")
    if all(place.left == 0 for place in seats):
        raise Refusal("delegates.all_full")
    return Draft(number, conference_id, unit_id)


def held(actor: Actor, data: Mapping[str, Any], number: int | None = None) -> Draft:
    """Return the draft that a dialog keeps, while the actor still acts for its unit.

    Raises:
        Refusal: they don't any more, or it isn't draft `number`: that one was taken or given up.
    """
    draft = draft_of(data, number)
    require(actor, Action.ENTER_DELEGATES, unit_id=draft.unit_id)
    return draft


async def unit_of(session: Session, draft: Draft) -> str:
    """Return the name of the unit that a draft is for."""
    return await name_of(session, draft.unit_id)


async def begin_replacing(
    session: Session, actor: Actor, delegate_id: int, version: int, *, number: int, now: datetime
) -> tuple[Draft, Delegate]:
    """Return a draft for the person who comes in a delegate's place, in the same group and mode.

    Raises:
        Refusal: as `delegates.replace`; Stale: `version` isn't the delegate's.
    """
    _, row = await own_delegate(session, actor, delegate_id, now=now, version=version)
    draft = Draft(number, row.conference_id, row.unit_id, group_id=row.group_id, mode=row.mode)
    return replace(draft, replaces=(row.id, row.version)), row


async def to_copy(session: Session, unit_id: int, conference_id: int) -> list[Delegate]:
    """Return the delegates of the unit's last other conference."""
    entered = (Delegate.unit_id == unit_id, Delegate.state == DelegateState.ENTERED)
    last = select(func.max(Delegate.conference_id)).where(*entered, Delegate.conference_id != conference_id)
    query = select(Delegate).where(*entered, Delegate.conference_id == last.scalar_subquery())
    return list(await session.scalars(query.order_by(Delegate.id)))


async def copied(session: Session, draft: Draft) -> Draft:
    """Return the draft with the people of the unit's last other list who aren't on this one.

    Raises:
        Refusal: there is none.
    """
    own = {row.person_key for row in await delegates_of(session, draft.conference_id, draft.unit_id)}
    rows = await to_copy(session, draft.unit_id, draft.conference_id)
    lines = tuple(Entry(r.full_name, r.position, r.phone, None, None) for r in rows if r.person_key not in own)
    if not lines:
        raise Refusal("delegates.nothing_to_copy")
    return replace(draft, lines=lines)
