"""Changes of a unit's delegates, whoever makes them: always under the lock of the unit's list and of its groups.

The list is locked before its groups, and groups in the order of their ids, so that two writers never wait for each
other. What is checked here holds until the commit: quotas are never oversold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.services.access import Actor
from bot.services.audit import note
from bot.services.delegate_checks import Entry, Verdict, free_key, key_of, namesake, require_sound, review
from bot.services.delegate_ground import Ground, ground, list_of
from bot.services.seats import Seats
from models.delegates import Delegate, DelegateState


async def add(
    session: Session, actor: Actor, conference_id: int, unit_id: int, entries: Sequence[Entry], *, now: datetime
) -> list[Delegate]:
    """Enter people, all or none. Questions (a namesake, another unit's delegate) were answered before.

    Raises:
        Refusal: a line must be mended, or there is no seat for all of them.
    """
    base = await ground(session, conference_id, unit_id, [e.full_name for e in entries], lock=True)
    require_good(entries, base)
    taken = {known.person_key for known in base.own}
    rows: list[Delegate] = []
    for entry in entries:
        key = free_key(entry.full_name, taken)
        taken.add(key)
        rows.append(
            Delegate(
                conference_id=conference_id,
                unit_id=unit_id,
                person_key=key,
                entered_by=actor.person_id,
                entered_at=now,
                **entry.person(),
            )
        )
    session.add_all(rows)
    await session.flush()
    for row in rows:
        note(session, actor, "delegate.entered", f"delegate {row.id}", now=now, group=row.group_id)
    return rows


def require_good(entries: Sequence[Entry], base: Ground) -> None:
    """Let entries pass that have no problem and all find a seat; a question is no problem.

    Raises:
        Refusal: naming the first problem.
    """
    for checked in review(entries, base.seats, base.own, ()):
        if checked.verdict is Verdict.BAD:
            raise Refusal(f"checks.{checked.findings[0]}")
    for group_id, wanted in Counter(entry.group_id for entry in entries).items():
        left = base.seats[group_id or 0].left
        if left is not None and wanted > left:
            raise _no_seat(base.seats, group_id)


async def change(session: Session, actor: Actor, delegate: Delegate, fields: dict[str, Any], *, now: datetime) -> None:
    """Change what is known of a delegate; another group needs a seat there.

    Raises:
        Refusal: a field must be mended, the person is in the list already, or there is no seat.
    """
    base = await ground(session, delegate.conference_id, delegate.unit_id, [], lock=True)
    entry = replace(entry_of(delegate), **fields)
    require_sound(entry, base.seats)
    others = tuple(known for known in base.own if known.person_key != delegate.person_key)
    if namesake(entry, others) == "same":
        raise Refusal("checks.entered_already")
    if entry.group_id != delegate.group_id and base.seats[entry.group_id or 0].left == 0:
        raise _no_seat(base.seats, entry.group_id)
    if key_of(entry.full_name) != key_of(delegate.person_key):
        delegate.person_key = free_key(entry.full_name, {known.person_key for known in others})
    for name, value in fields.items():
        setattr(delegate, name, value)
    delegate.version += 1
    note(session, actor, "delegate.changed", f"delegate {delegate.id}", now=now, fields=sorted(fields))
    await session.flush()


async def swap(session: Session, actor: Actor, delegate: Delegate, entry: Entry, *, now: datetime) -> Delegate:
    """Put another person in a delegate's place, in one act: the seat goes straight from one to the other."""
    await list_of(session, delegate.conference_id, delegate.unit_id)
    await _end(session, delegate, DelegateState.REPLACED)
    (row,) = await add(session, actor, delegate.conference_id, delegate.unit_id, [entry], now=now)
    note(session, actor, "delegate.replaced", f"delegate {delegate.id}", now=now, by=row.id)
    return row


async def remove(session: Session, actor: Actor, delegate: Delegate, *, now: datetime) -> None:
    """Withdraw a delegate; the seat is free again."""
    await list_of(session, delegate.conference_id, delegate.unit_id)
    await _end(session, delegate, DelegateState.WITHDRAWN)
    note(session, actor, "delegate.withdrawn", f"delegate {delegate.id}", now=now)


def entry_of(delegate: Delegate) -> Entry:
    """Return a delegate as the entry that would make it."""
    return Entry(delegate.full_name, delegate.position, delegate.phone, delegate.mode, delegate.group_id)


async def _end(session: Session, delegate: Delegate, state: DelegateState) -> None:
    delegate.state, delegate.version = state, delegate.version + 1
    await session.flush()


def _no_seat(seats: dict[int, Seats], group_id: int | None) -> Refusal:
    place = seats[group_id or 0]
    return Refusal("checks.refused_no_seat", group=place.label, left=place.left or 0)
