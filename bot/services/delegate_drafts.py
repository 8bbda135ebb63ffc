"""Drafts: people whom a unit is about to enter, kept in the dialog until they are taken. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.errors import Refusal
from bot.language.people import DelegateLine
from bot.messages.base import press
from bot.services.delegate_checks import Entry
from bot.services.seats import Seats


@dataclass(frozen=True)
class Draft:
    """What was gathered so far. `number` ties buttons to it; `chosen` are places of lines, None until one was tapped.

    With `replaces` (a delegate and the version seen) the one line takes that delegate's place.
    """

    number: int
    conference_id: int
    unit_id: int
    lines: tuple[Entry, ...] = ()
    group_id: int | None = None
    mode: str | None = None
    chosen: tuple[int, ...] | None = None
    replaces: tuple[int, int] | None = None
    page: int = 0

    def data(self) -> dict[str, Any]:
        """Return it as the dialog keeps it (JSON)."""
        return asdict(self)


def draft_of(data: Mapping[str, Any], number: int | None = None) -> Draft:
    """Return the draft that a dialog keeps.

    Raises:
        Refusal: it isn't draft `number`: that one was taken or given up.
    """
    if "lines" not in data or (number is not None and data["number"] != number):
        raise Refusal("delegate_drafts.gone")
    lines = tuple(Entry(**{**line, "problems": tuple(line["problems"])}) for line in data["lines"])
    chosen = None if data["chosen"] is None else tuple(data["chosen"])
    replaces = None if data["replaces"] is None else (data["replaces"][0], data["replaces"][1])
    return Draft(**{**data, "lines": lines, "chosen": chosen, "replaces": replaces})


def begun_by(draft: Draft) -> str:
    """Return the press that begins the draft anew: for a replacement the card of whom it replaces."""
    if draft.replaces:
        return press("delegate.open", draft.replaces[0])
    return press("delegates.add", draft.unit_id, draft.conference_id)


def entry_from(line: DelegateLine) -> Entry:
    """Return a line as read from a text or sheet."""
    return Entry(line.name, line.office, line.phone, line.mode, None, line.problems)


def only_a_name(lines: Sequence[DelegateLine]) -> bool:
    """Return whether no list was sent but a single name: the rest is asked for, one by one."""
    return len(lines) == 1 and not lines[0].office and not lines[0].phone and not lines[0].mode


def with_lines(draft: Draft, lines: Sequence[DelegateLine], *, most: int) -> Draft:
    """Return the draft with more lines.

    Raises:
        Refusal: none could be read, more than `most`, or several where one delegate is to be replaced.
    """
    if not lines:
        raise Refusal("delegate_drafts.nothing_read")
    if len(draft.lines) + len(lines) > most:
        raise Refusal("delegate_drafts.too_many", most=most)
    if draft.replaces and len(lines) > 1:
        raise Refusal("delegate_drafts.only_one")
    return replace(draft, lines=(*draft.lines, *map(entry_from, lines)), chosen=None, page=0)


def open_question(draft: Draft, seats: Iterable[Seats]) -> str | None:
    """Return what must still be chosen for all lines: "group" or "mode", None where nothing is open."""
    places = {place.group_id: place for place in seats}
    place = place_of(draft, places)
    if place is None:
        return "group"
    unsaid = any(line.mode is None for line in draft.lines)
    return "mode" if unsaid and draft.mode is None and len(place.modes) > 1 else None


def place_of(draft: Draft, seats: Mapping[int, Seats]) -> Seats | None:
    """Return the group that was chosen, or the only one; None while the choice is open."""
    if draft.group_id is not None:
        return seats.get(draft.group_id)
    return next(iter(seats.values())) if len(seats) == 1 else None


def entries(draft: Draft, seats: Mapping[int, Seats]) -> list[Entry]:
    """Return the lines with the group and mode that were chosen, or that are the only ones."""
    place = place_of(draft, seats)
    only = place.modes[0] if place and len(place.modes) == 1 else None
    group_id = place.group_id if place else None
    return [replace(line, group_id=group_id, mode=line.mode or draft.mode or only) for line in draft.lines]


def completed(draft: Draft, *, position: str | None = None, phone: str | None = None) -> Draft:
    """Return the draft with the parts of its last person that were asked for one by one; None leaves a part alone.

    Raises:
        Refusal: nobody was named.
    """
    if not draft.lines:
        raise Refusal("delegate_drafts.gone")
    last = draft.lines[-1]
    whole = replace(last, position=position or last.position, phone=phone or last.phone, problems=())
    return replace(draft, lines=(*draft.lines[:-1], whole))
