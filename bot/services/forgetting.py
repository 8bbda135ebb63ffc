"""Delegates are forgotten, so many days after the last possible day of their conference; how many came is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, delete, exists, literal, or_, select, update

from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.db.transaction import Session
from bot.services.audit import note
from bot.services.forgetting_reasons import forget_reasons
from bot.services.terms import Daily, long_over, term_begins
from models.conferences import Conference
from models.delegates import ChangeRequest, Delegate, RequestState
from models.dialogs import Dialog

CHUNK = 200
FORGOTTEN = "—"
"""What stands in place of a name that was forgotten."""


class ForgetDelegates(Daily):
    """Erases delegates from lists, requests and dialogs left half-way, and what units wrote in their own words."""

    async def chunk(self, session: Session, now: datetime, settings: Settings) -> bool:
        """Erase some; return whether more may be left."""
        await _dialogs(session, now, settings)
        entered = await _delegates(session, now, settings)
        asked = await _requests(session, now, settings)
        told = await forget_reasons(session, now, settings)
        if entered or asked or told:
            until = term_begins(now, settings).astimezone(OFFICE_ZONE).date().isoformat()
            counts = {"entered": entered, "asked": asked, "told": told, "until": until}
            note(session, None, "delegates.forget", "delegates", now=now, **counts)
        return CHUNK in {entered, asked}


async def _delegates(session: Session, now: datetime, settings: Settings) -> int:
    """Erase some delegates; the key that keeps them apart becomes their number, so that the index holds."""
    query = (
        select(Delegate.id)
        .join(Conference, Delegate.conference_id == Conference.id)
        .where(long_over(now, settings), or_(Delegate.full_name != FORGOTTEN, Delegate.phone.is_not(None)))
        .limit(CHUNK)
    )
    found = list(await session.scalars(query))
    await forget(session, found)
    return len(found)


async def forget(session: Session, delegate_ids: Sequence[int]) -> None:
    """Forget who these delegates are; that somebody came for the unit is kept."""
    gone = {
        "full_name": FORGOTTEN,
        "phone": None,
        "position": None,
        "person_key": literal("#") + cast(Delegate.id, String),
        "version": Delegate.version + 1,
    }
    await session.execute(update(Delegate).where(Delegate.id.in_(delegate_ids)).values(gone))


async def _requests(session: Session, now: datetime, settings: Settings) -> int:
    """Erase the people in some requests; one that is open still can't be granted any more and is closed."""
    query = (
        select(ChangeRequest)
        .join(Conference, ChangeRequest.conference_id == Conference.id)
        .where(long_over(now, settings), ChangeRequest.change["forgotten"].as_string().is_(None))
        .limit(CHUNK)
    )
    found = list(await session.scalars(query))
    for row in found:
        row.change = without_people(row.change)
        if row.state is RequestState.OPEN:
            row.state, row.decided_at = RequestState.REFUSED, now
            note(session, None, "request.refused", f"request {row.id}", now=now)
    await session.flush()
    return len(found)


async def _dialogs(session: Session, now: datetime, settings: Settings) -> None:
    """End the dialogs that gather delegates for a conference that is long over."""
    theirs = Dialog.data["conference_id"].as_integer() == Conference.id
    half_way = Dialog.step.startswith("delegates.") & exists().where(theirs, long_over(now, settings))
    await session.execute(delete(Dialog).where(half_way).execution_options(synchronize_session=False))


def without_people(change: dict[str, Any]) -> dict[str, Any]:
    """Return a change (see `ChangeRequest`) that names nobody any more, marked as such."""
    kept = dict(change)
    if "people" in kept:
        kept["people"] = [_nobody(person) for person in kept["people"]]
    for part in ("person", "fields"):
        if part in kept:
            kept[part] = _nobody(kept[part])
    if "reason" in kept:
        kept["reason"] = None
    return {**kept, "forgotten": True}


def _nobody(person: dict[str, Any]) -> dict[str, Any]:
    gone = {"full_name": FORGOTTEN, "phone": None, "position": None}
    return {name: gone.get(name, value) for name, value in person.items()}
