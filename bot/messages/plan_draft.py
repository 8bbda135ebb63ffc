"""A draft as the messages about it need it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.plan_reader.form import Reading


@dataclass(frozen=True)
class UnitCounts:
    """How the names of units in a plan are resolved: known in the registry, to be made, to be decided, left out."""

    known: int = 0
    new: int = 0
    undecided: int = 0
    skipped: int = 0


@dataclass(frozen=True)
class Draft:
    """A plan as messages need it."""

    plan_id: int
    version: int
    reading: Reading
    units: UnitCounts = UnitCounts()
