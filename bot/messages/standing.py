"""How a unit stands in a conference, and which of the units a filter shows; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit of a conference: what it answered, entered and did.

    `answer` is none, attending or absent; `seats` None where the plan sets no number; `invited` is false for a unit
    that only has duties. Duties are those it leads: `done` are accepted, `waiting` handed in and not accepted yet;
    `late_days` counts from the last day of the one that is latest.
    """

    unit_id: int
    name: str
    invited: bool
    joined: bool
    answer: str
    delegates: int
    seats: int | None
    list_complete: bool
    done: int
    open: int
    late: int
    late_days: int
    waiting: int = 0

    @property
    def unanswered(self) -> bool:
        """Whether an answer to the invitation is missing."""
        return self.invited and self.answer == "none"

    @property
    def list_missing(self) -> bool:
        """Whether delegates are still to be entered, or their list to be called complete."""
        return self.invited and self.answer != "absent" and not (self.list_complete and self.delegates)

    @property
    def owes(self) -> bool:
        """Whether anything is missing at all."""
        return not self.joined or self.unanswered or self.list_missing or self.late > 0


FILTERS: Mapping[str, Callable[[Standing], bool]] = {
    "all": lambda unit: unit.owes,
    "joined": lambda unit: not unit.joined,
    "answer": lambda unit: unit.unanswered,
    "list": lambda unit: unit.list_missing,
    "late": lambda unit: unit.late > 0,
}
"""What the list of units can be narrowed to."""


def owing(units: Iterable[Standing], chosen: str) -> list[Standing]:
    """Return the units of a filter, latest duties first; where nothing is late, those who owe most first."""
    found = [unit for unit in units if FILTERS[chosen](unit)]
    return sorted(found, key=lambda u: (-u.late_days, -u.late, -(u.unanswered + u.list_missing + (not u.joined))))


@dataclass(frozen=True, slots=True)
class Totals:
    """All units of a conference together; `seats` adds up the known numbers and is None where there are none."""

    units: int
    joined: int
    invited: int
    attending: int
    absent: int
    unanswered: int
    lists_missing: int
    delegates: int
    seats: int | None
    done: int
    waiting: int
    open: int
    late: int
    owing: int


def totals(units: Iterable[Standing]) -> Totals:
    """Add up the units."""
    rows = list(units)
    seats = [unit.seats for unit in rows if unit.seats is not None]
    return Totals(
        units=len(rows),
        joined=sum(unit.joined for unit in rows),
        invited=sum(unit.invited for unit in rows),
        attending=sum(unit.invited and unit.answer == "attending" for unit in rows),
        absent=sum(unit.invited and unit.answer == "absent" for unit in rows),
        unanswered=sum(unit.unanswered for unit in rows),
        lists_missing=sum(unit.list_missing for unit in rows),
        delegates=sum(unit.delegates for unit in rows),
        seats=sum(seats) if seats else None,
        done=sum(unit.done for unit in rows),
        waiting=sum(unit.waiting for unit in rows),
        open=sum(unit.open for unit in rows),
        late=sum(unit.late for unit in rows),
        owing=sum(unit.owes for unit in rows),
    )
