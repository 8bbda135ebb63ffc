"""A delegate asks through their unit to be erased (Law 91/2025/QH15, art. 4): from the list, and from what was said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.db import journal
from bot.db.transaction import Session
from bot.services.access import Actor
from bot.services.audit import note
from bot.services.forgetting import FORGOTTEN, forget, without_people
from bot.services.words_said import empty_chats, empty_mentions
from models.delegates import ChangeRequest, Delegate, DelegateState, RequestState
from models.people import Membership, Person


async def forget_delegate(session: Session, actor: Actor | None, delegate: Delegate, *, now: datetime) -> None:
    """Forget who a delegate was, who is off the list already: in its row, in settled requests, in messages.

    What the unit's focal persons typed is emptied as a whole: names are typed in many ways. `actor` None: it was done
    before, and a copy has brought them back.
    """
    await empty_mentions(session, delegate.full_name, delegate.phone)
    focal = select(Person.telegram_id).join(Membership, Membership.person_id == Person.id)
    chats = await session.scalars(focal.where(Membership.unit_id == delegate.unit_id).distinct())
    await empty_chats(session, list(chats))
    journal.note(session, {"at": now.isoformat(), "delegate": delegate.id})  # for a return from a copy
    await _requests(session, delegate)
    await forget(session, [delegate.id])
    note(session, actor, "delegate.erased", f"delegate {delegate.id}", now=now)


async def forget_again(session: Session, delegate_id: int, *, now: datetime) -> None:
    """Forget a delegate whom a copy from before their erasure has brought back, and take them off the list."""
    delegate = await session.get(Delegate, delegate_id)
    if delegate is None or delegate.full_name == FORGOTTEN:
        return
    if delegate.state is DelegateState.ENTERED:
        delegate.state, delegate.version = DelegateState.WITHDRAWN, delegate.version + 1
        await session.flush()
    await forget_delegate(session, None, delegate, now=now)


async def _requests(session: Session, delegate: Delegate) -> None:
    """Erase the people in the unit's settled requests that name the delegate."""
    query = select(ChangeRequest).where(
        ChangeRequest.conference_id == delegate.conference_id,
        ChangeRequest.unit_id == delegate.unit_id,
        ChangeRequest.state != RequestState.OPEN,
    )
    for row in await session.scalars(query):
        if row.change.get("delegate") == delegate.id or delegate.full_name in str(row.change):
            row.change = without_people(row.change)
