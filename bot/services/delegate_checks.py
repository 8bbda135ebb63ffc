"""Checks of a list of delegates before it counts: quota per group, duplicates, missing parts, mode. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.errors import Refusal
from bot.language.folding import fold, nfc
from bot.language.people import delegate_key
from bot.services.seats import Seats

_NUMBER = re.compile(r" \d+$")
LONGEST_NAME = 100
LONGEST_POSITION = 200


@dataclass(frozen=True)
class Entry:
    """A person as a unit names them. `phone` is E.164 or None; `problems` are those that the reader of the text saw."""

    full_name: str
    position: str | None
    phone: str | None
    mode: str | None
    group_id: int | None
    problems: tuple[str, ...] = ()

    def person(self) -> dict[str, Any]:
        """Return the columns of a delegate."""
        columns = ("full_name", "position", "phone", "mode", "group_id")
        return {name: getattr(self, name) for name in columns}


@dataclass(frozen=True)
class Known:
    """A delegate that the unit has already: what is needed to tell a namesake from the same person."""

    full_name: str
    position: str | None
    person_key: str


class Verdict(StrEnum):
    """What becomes of a line: taken; asked about first; no seat left for it; to be mended."""

    GOOD = "good"
    ASKED = "asked"
    FULL = "full"
    BAD = "bad"


@dataclass(frozen=True)
class Checked:
    """A line with what was found: keys of sentences (`checks.<key>`), problems before questions."""

    entry: Entry
    verdict: Verdict
    findings: tuple[str, ...] = ()


def key_of(full_name: str) -> str:
    """Return the key under which a person is looked for: the folded name, without a namesake's number."""
    return _NUMBER.sub("", delegate_key(full_name))


def free_key(full_name: str, taken: Collection[str]) -> str:
    """Return the key of a new row: the folded name, numbered from 2 where a namesake has it."""
    key = key_of(full_name)
    return next(k for k in (key, *(f"{key} {n}" for n in range(2, len(taken) + 3))) if k not in taken)


def review(
    entries: Sequence[Entry], seats: Mapping[int, Seats], own: Sequence[Known], elsewhere: Collection[str]
) -> list[Checked]:
    """Check the lines in their order; the first that fit get the seats, lines with a question get none by themselves.

    `own` are the unit's delegates, `elsewhere` the keys of the lines' people whom other units entered.
    """
    used: Counter[int | None] = Counter()
    seen: list[Known] = []
    checked: list[Checked] = []
    for entry in entries:
        result = _check(entry, seats, own, seen, elsewhere)
        if result.verdict is Verdict.GOOD:
            used[entry.group_id] += 1
            result = _with_seat(result, seats, used)
        if result.verdict is not Verdict.BAD:
            seen.append(Known(entry.full_name, entry.position, key_of(entry.full_name)))
        checked.append(result)
    return checked


def require_sound(entry: Entry, seats: Mapping[int, Seats]) -> None:
    """Let a line pass.

    Raises:
        Refusal: something must be mended first.
    """
    for problem in problems_of(entry, seats):
        raise Refusal(f"checks.{problem}")


def problems_of(entry: Entry, seats: Mapping[int, Seats]) -> list[str]:
    """Return what must be mended in a line for itself; a phone may be missing."""
    place = seats.get(entry.group_id or 0)
    tests = {
        "name_missing": not entry.full_name,
        "name_long": len(entry.full_name) > LONGEST_NAME,
        "missing_office": not entry.position,
        "too_long": len(entry.position or "") > LONGEST_POSITION,
        "no_such_group": place is None,
        "mode_not_offered": place is not None and entry.mode not in place.modes,
    }
    found = [key for key, wrong in tests.items() if wrong]
    return found + [key for key in entry.problems if key not in found and key != "missing_phone"]


def namesake(entry: Entry, known: Sequence[Known]) -> str | None:
    """Return how an entry meets the unit's list: "same" person, "namesake" (maybe another person), or None.

    Folding makes equal what may be two people (Hà and Hạ), so only the written name with the same office is the same.
    """
    key = key_of(entry.full_name)
    alike = [other for other in known if key_of(other.person_key) == key]
    same = [
        other
        for other in alike
        if nfc(other.full_name).casefold() == nfc(entry.full_name).casefold()
        and fold(other.position or "") == fold(entry.position or "")
    ]
    return "same" if same else "namesake" if alike else None


def _check(
    entry: Entry, seats: Mapping[int, Seats], own: Sequence[Known], seen: Sequence[Known], elsewhere: Collection[str]
) -> Checked:
    problems = problems_of(entry, seats)
    met, repeated = namesake(entry, own), namesake(entry, seen)
    if met == "same":
        problems.append("entered_already")
    if repeated == "same":
        problems.append("repeated")
    if problems:
        return Checked(entry, Verdict.BAD, tuple(problems))
    questions = ["namesake"] if met or repeated else []
    questions += ["elsewhere"] if key_of(entry.full_name) in elsewhere else []
    return Checked(entry, Verdict.ASKED if questions else Verdict.GOOD, tuple(questions))


def _with_seat(checked: Checked, seats: Mapping[int, Seats], used: Counter[int | None]) -> Checked:
    group = checked.entry.group_id
    left = seats[group].left if group is not None else None
    if left is None or used[group] <= left:
        return checked
    return Checked(checked.entry, Verdict.FULL, ("no_seat",))
