"""What a table of units would change in the registry; pure. Nothing is removed: an empty cell erases nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from bot.documents.registry import RegistryRow
from bot.language.folding import fold
from bot.messages.registry import Change, Problem

FIELDS = ("code", "name", "level", "kind", "parent", "valid_from", "valid_to")


@dataclass(frozen=True)
class Known:
    """A unit of the registry, with the fields of a row."""

    id: int
    name: str
    code: str | None
    aliases: tuple[str, ...]
    level: str
    kind: str
    parent: str | None
    valid_from: date | None
    valid_to: date | None


@dataclass
class Diff:
    """The table against the registry."""

    new: list[RegistryRow] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)


def compare(lines: Sequence[RegistryRow], units: Iterable[Known]) -> Diff:
    """Compare a table with the registry.

    A row is the unit with its code, else the one with exactly its name or other name. What is equal only without
    marks (Hà, Hạ) is a problem to be decided by whoever sent the table, as is everything that fits two units.
    """
    known = _Index(units)
    diff, taken = Diff(), dict[object, int]()
    for line in lines:
        found = known.unit_of(line)
        mark: object = found.id if isinstance(found, Known) else line.name.casefold()
        if isinstance(found, Problem):
            diff.problems.append(found)
        elif mark in taken or (line.code and ("code", line.code) in taken):
            first = taken.get(mark) or taken[("code", line.code)]
            diff.problems.append(Problem(line.row, "registry_imports.twice", (("name", line.name), ("first", first))))
        else:
            taken[mark] = taken[("code", line.code)] = line.row
            _put(diff, line, found)
    return diff


def _put(diff: Diff, line: RegistryRow, unit: Known | None) -> None:
    if unit is None:
        diff.new.append(line)
    elif (change := change_of(line, unit)).fields or change.aliases:
        diff.changed.append(change)
    else:
        diff.same += 1


def change_of(line: RegistryRow, unit: Known) -> Change:
    """Return what `line` changes in `unit`; an empty cell erases nothing."""
    wanted, present = asdict(line), asdict(unit)
    fields = tuple(
        (name, present[name], wanted[name])
        for name in FIELDS
        if wanted[name] is not None and wanted[name] != present[name] and not _other_name(name, line, unit)
    )
    had = {fold(text) for text in (unit.name, *unit.aliases)}
    return Change(line.row, unit.id, unit.name, fields, tuple(text for text in line.aliases if fold(text) not in had))


def _other_name(name: str, line: RegistryRow, unit: Known) -> bool:
    """Return whether a row without a code merely calls the unit by another name of it."""
    return name == "name" and line.code != unit.code and line.name.casefold() in {a.casefold() for a in unit.aliases}


class _Index:
    """Finds units by code, by name as written, and by name without marks."""

    def __init__(self, units: Iterable[Known]) -> None:
        self.codes: dict[str, Known] = {}
        self.names: dict[str, list[Known]] = {}
        self.folded: dict[str, list[Known]] = {}
        for unit in units:
            if unit.code:
                self.codes[unit.code] = unit
            for name in {text.casefold() for text in (unit.name, *unit.aliases)}:
                self.names.setdefault(name, []).append(unit)
            for name in {fold(text) for text in (unit.name, *unit.aliases)}:
                self.folded.setdefault(name, []).append(unit)

    def unit_of(self, line: RegistryRow) -> Known | Problem | None:
        """Return the unit that a row is about, None for a new one, or why that is open."""
        named = self.names.get(line.name.casefold(), [])
        coded = self.codes.get(line.code) if line.code else None
        if coded is not None:
            other = [unit for unit in named if unit.id != coded.id]
            return _problem(line, "name_of_other", other[0]) if other else coded
        if len(named) > 1:
            return _problem(line, "two_units", named[0])
        if named:
            return _problem(line, "other_code", named[0]) if line.code and named[0].code else named[0]
        alike = self.folded.get(fold(line.name), [])
        return _problem(line, "alike", alike[0]) if alike and not line.code else None


def _problem(line: RegistryRow, key: str, unit: Known) -> Problem:
    return Problem(
        line.row, f"registry_imports.{key}", (("name", line.name), ("other", unit.name), ("code", unit.code or "–"))
    )
