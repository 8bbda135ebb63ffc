"""A new version of a plan against what runs: which items are new, changed or dropped; pure rules.

Items are paired by their words, not by their numbers: a new version renumbers its sections and moves its lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from bot.language.folding import fold
from bot.services.plan_wanted import Wanted, WantedDuty, WantedGroup, WantedSession

T = TypeVar("T")
Present = Sequence[tuple[int, T]]
"""What runs now: the id of each row, and what it says."""

ALIKE = 72.0
"""From which likeness (0–100) two items are the same one, reworded; below it one was dropped and another added."""


@dataclass(frozen=True)
class Pair(Generic[T]):
    """One item before and after: `old` with the id of its row, None where it is added; `new` None where dropped."""

    row_id: int | None
    old: T | None
    new: T | None
    place: int = 0

    @property
    def kind(self) -> str:
        """added, dropped, changed or same."""
        if self.old is None or self.new is None:
            return "added" if self.old is None else "dropped"
        return "same" if self.old == self.new else "changed"


@dataclass(frozen=True)
class Running:
    """What a conference asks for now."""

    sessions: Present[WantedSession]
    groups: Present[WantedGroup]
    duties: Present[WantedDuty]


@dataclass(frozen=True)
class Changes:
    """All items of the plan, paired with what runs; in the order of the new version, the dropped ones last."""

    sessions: tuple[Pair[WantedSession], ...]
    groups: tuple[Pair[WantedGroup], ...]
    duties: tuple[Pair[WantedDuty], ...]

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        kinds = {pair.kind for pair in self.sessions} | {pair.kind for pair in self.groups}
        return bool((kinds | {pair.kind for pair in self.duties}) - {"same"})


def compare(running: Running, wanted: Wanted) -> Changes:
    """Return what the plan `wanted` changes of what runs."""
    return Changes(
        pairs(running.sessions, wanted.sessions, lambda part: part.meeting.name),
        pairs(running.groups, wanted.groups, lambda group: group.label),
        pairs(running.duties, wanted.duties, lambda duty: duty.text),
    )


def pairs(old: Present[T], new: Sequence[T], words: Callable[[T], str]) -> tuple[Pair[T], ...]:
    """Pair items by their words, the likeliest first; where each side has one item, they are the same."""
    met = {0: 0} if len(old) == len(new) == 1 else dict(_matches([item for _, item in old], new, words))
    found = [
        Pair(old[met[place]][0], old[met[place]][1], item, place) if place in met else Pair(None, None, item, place)
        for place, item in enumerate(new)
    ]
    left = [Pair(row_id, item, None) for place, (row_id, item) in enumerate(old) if place not in met.values()]
    return (*found, *left)


def _matches(old: Sequence[T], new: Sequence[T], words: Callable[[T], str]) -> Iterator[tuple[int, int]]:
    """Yield (place in `new`, place in `old`) of items that are the same one; each is used once.

    Of items that are worded alike, those that are equal in all else come first, then those in the same order.
    """
    said = [fold(words(item)) for item in old]
    scored = [
        (-score, left != item, abs(i - j), j, i)
        for j, item in enumerate(new)
        for i, left in enumerate(old)
        if (score := fuzz.ratio(said[i], fold(words(item)), score_cutoff=ALIKE)) >= ALIKE
    ]
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, _, _, j, i in sorted(scored):
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            yield j, i
