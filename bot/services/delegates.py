"""Delegates, as a focal person enters and changes them: at once, or by asking the organisers once lists are due."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.calendar.working_days import Calendar
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.services.access import Action, Actor, require
from bot.services.answers import attends_by_entering
from bot.services.change_requests import ask
from bot.services.delegate_changes import add, change, entry_of, remove, require_good, swap
from bot.services.delegate_checks import Entry, require_sound
from bot.services.delegate_erasure import forget_delegate
from bot.services.delegate_ground import delegates_of, fresh_delegate, ground
from bot.services.delegate_lists import Gate, gate, owed_again
from bot.services.versions import require_version
from models.delegates import ChangeRequest, Delegate
from models.invitations import Answer


@dataclass(frozen=True)
class Outcome:
    """What became of a wish: the delegates as they are now, or a request that waits for the organisers.

    `attends_now`: the unit hadn't answered its invitation and attends by this.
    """

    delegates: tuple[Delegate, ...] = ()
    request: ChangeRequest | None = None
    attends_now: bool = False


async def enter(
    session: Session, actor: Actor, conference_id: int, unit_id: int, entries: Sequence[Entry], *, now: datetime
) -> Outcome:
    """Enter people, all or none; a unit that hadn't answered its invitation attends by that.

    Raises:
        Refusal: it isn't theirs, the conference is over, the unit is absent, a line must be mended, no seat is left.
    """
    opened = await gate(session, actor, conference_id, unit_id, now=now, action=Action.ENTER_DELEGATES)
    invitation = opened.invitation
    if invitation.answer is Answer.ABSENT:
        raise Refusal("delegates.unit_absent")
    if opened.late:
        require_good(entries, await ground(session, conference_id, unit_id, [e.full_name for e in entries]))
        people = {"people": [entry.person() for entry in entries]}
        return Outcome(request=await ask(session, actor, opened, "add", people, now=now))
    attends_now = attends_by_entering(session, actor, invitation, now=now)
    rows = await add(session, actor, conference_id, unit_id, entries, now=now)
    return Outcome(tuple(rows), attends_now=attends_now)


async def edit(
    session: Session,
    actor: Actor,
    delegate_id: int,
    fields: dict[str, Any],
    *,
    now: datetime,
    version: int | None = None,
) -> Outcome:
    """Change `fields` (full_name, position, phone, mode, group_id) of a delegate.

    Raises:
        Refusal: as `enter`; Stale: `version` isn't the delegate's.
    """
    opened, delegate = await own_delegate(session, actor, delegate_id, now=now, version=version)
    if not opened.late:
        await change(session, actor, delegate, fields, now=now)
        return Outcome((delegate,))
    base = await ground(session, delegate.conference_id, delegate.unit_id, [])
    require_sound(dataclasses.replace(entry_of(delegate), **fields), base.seats)
    wish = {"delegate": delegate.id, "fields": fields}
    return Outcome(request=await ask(session, actor, opened, "edit", wish, now=now))


async def replace(
    session: Session, actor: Actor, delegate_id: int, entry: Entry, *, now: datetime, version: int | None = None
) -> Outcome:
    """Put another person in a delegate's place, in one act.

    Raises:
        Refusal: as `enter`; Stale: `version` isn't the delegate's.
    """
    opened, delegate = await own_delegate(session, actor, delegate_id, now=now, version=version)
    if opened.late:
        base = await ground(session, delegate.conference_id, delegate.unit_id, [])
        require_sound(entry, base.seats)
        wish = {"delegate": delegate.id, "person": entry.person()}
        return Outcome(request=await ask(session, actor, opened, "replace", wish, now=now))
    return Outcome((await swap(session, actor, delegate, entry, now=now),))


async def withdraw(
    session: Session,
    actor: Actor,
    delegate_id: int,
    *,
    now: datetime,
    calendar: Calendar,
    settings: Settings,
    version: int | None = None,
    erase: bool = False,
) -> Outcome:
    """Take a delegate off the list; a list that is left empty is owed again.

    `erase`: forget them too. Once lists are due the number goes at once, the rest when the organisers grant it.

    Raises:
        Refusal: as `enter`; Stale: `version` isn't the delegate's.
    """
    opened, delegate = await own_delegate(session, actor, delegate_id, now=now, version=version)
    if opened.late:
        wish = {"delegate": delegate.id, **({"erase": True} if erase else {})}
        if erase and delegate.phone is not None:
            await change(session, actor, delegate, {"phone": None}, now=now)
        return Outcome(request=await ask(session, actor, opened, "withdraw", wish, now=now))
    await remove(session, actor, delegate, now=now)
    if erase:
        await forget_delegate(session, actor, delegate, now=now)
    if not await delegates_of(session, delegate.conference_id, delegate.unit_id):
        await owed_again(session, actor, opened.invitation, now=now, calendar=calendar, settings=settings)
    return Outcome()


async def own_delegate(
    session: Session, actor: Actor, delegate_id: int, *, now: datetime, version: int | None = None
) -> tuple[Gate, Delegate]:
    """Return a delegate of the actor's unit as it is now, with the list it is on, locked.

    Raises:
        Refusal: they are no longer on the list, or it is another unit's; Stale: `version` isn't the delegate's.
    """
    require(actor, Action.ENTER_DELEGATES)
    delegate = await fresh_delegate(session, delegate_id)
    opened = await gate(
        session, actor, delegate.conference_id, delegate.unit_id, now=now, action=Action.ENTER_DELEGATES
    )
    require_version(delegate.version, version)
    return opened, delegate
