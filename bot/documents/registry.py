"""The registry of units as a table: what a row holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

COLUMNS = ("code", "name", "aliases", "level", "kind", "parent", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class RegistryRow:
    """A unit: `level` and `kind` in the words of `bot.language.unit_kind`; `row` is its number in the sheet read."""

    name: str
    code: str | None = None
    aliases: tuple[str, ...] = ()
    level: str = "other"
    kind: str = "other"
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class RegistryProblem:
    """What is wrong with one row of the sheet: a key of a sentence and its values; the row is left out."""

    row: int
    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegistryTable:
    """The good rows, in their order, and what is wrong with the others."""

    rows: Sequence[RegistryRow]
    problems: Sequence[RegistryProblem]
