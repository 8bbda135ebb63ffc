"""Drafts against the rows: checked before they count, ticked line by line, and taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.language.people import DelegateLine
from bot.services import delegates
from bot.services.access import Actor
from bot.services.delegate_checks import Checked, Verdict, review
from bot.services.delegate_drafts import Draft, entries, with_lines
from bot.services.delegate_ground import Ground, ground
from bot.services.delegates import Outcome
from models.delegates import Delegate


@dataclass(frozen=True)
class Reviewed:
    """A draft as checked now, with the positions of the lines that would be taken."""

    ground: Ground
    lines: tuple[Checked, ...]
    chosen: tuple[int, ...]


async def reviewed(session: Session, draft: Draft) -> Reviewed:
    """Check a draft against what is entered now."""
    names = [line.full_name for line in draft.lines]
    base = await ground(session, draft.conference_id, draft.unit_id, names)
    if draft.replaces:
        base = _without(base, await session.get_one(Delegate, draft.replaces[0]))
    lines = review(entries(draft, base.seats), base.seats, base.own, base.elsewhere)
    good = tuple(index for index, line in enumerate(lines) if line.verdict is Verdict.GOOD)
    wanted = good if draft.chosen is None else draft.chosen
    return Reviewed(base, tuple(lines), tuple(i for i in wanted if lines[i].verdict is not Verdict.BAD))


def _without(base: Ground, delegate: Delegate) -> Ground:
    """Return the ground as if a delegate had left: their seat is free for who comes instead."""
    own = tuple(known for known in base.own if known.person_key != delegate.person_key)
    seats = dict(base.seats)
    if (place := seats.get(delegate.group_id)) is not None:
        left = place.group_left + 1 if place.group_left is not None else None
        seats[place.group_id] = replace(place, entered=place.entered - 1, group_left=left)
    return Ground(seats, own, base.elsewhere)


async def pick(session: Session, draft: Draft, index: int) -> Draft:
    """Tick or untick a line.

    Raises:
        Refusal: the line can't be taken, or there is no seat for one more.
    """
    seen = await reviewed(session, draft)
    if index in seen.chosen:
        return replace(draft, chosen=tuple(i for i in seen.chosen if i != index))
    if index >= len(seen.lines) or seen.lines[index].verdict is Verdict.BAD:
        raise Refusal("common.old_button")
    group_id = seen.lines[index].entry.group_id
    left = seen.ground.seats[group_id or 0].left
    if left is not None and len(seen.chosen) + 1 > left:
        raise Refusal("delegate_drafts.no_seat_for_more", left=left)
    return replace(draft, chosen=tuple(sorted({*seen.chosen, index})))


async def take(session: Session, actor: Actor, draft: Draft, *, now: datetime) -> tuple[Outcome, int]:
    """Enter the ticked lines (or put the one in the place of whom it replaces); return also how many are to be mended.

    Raises:
        Refusal: as `delegates.enter`; nothing is ticked.
    """
    seen = await reviewed(session, draft)
    people = [replace(seen.lines[index].entry, problems=()) for index in seen.chosen]
    if not people:
        raise Refusal("delegate_drafts.nothing_chosen")
    bad = sum(1 for line in seen.lines if line.verdict is Verdict.BAD)
    if draft.replaces:
        delegate_id, version = draft.replaces
        return await delegates.replace(session, actor, delegate_id, people[0], now=now, version=version), bad
    return await delegates.enter(session, actor, draft.conference_id, draft.unit_id, people, now=now), bad


async def more(session: Session, draft: Draft, lines: Sequence[DelegateLine], *, most: int) -> Draft:
    """Return the draft with lines sent later; they come in the place of those that had to be mended.

    Raises:
        Refusal: none could be read, or there are more than `most`.
    """
    seen = await reviewed(session, draft)
    pairs = zip(draft.lines, seen.lines, strict=True)
    kept = tuple(line for line, checked in pairs if checked.verdict is not Verdict.BAD)
    return with_lines(replace(draft, lines=kept), lines, most=most)
