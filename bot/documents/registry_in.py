"""The registry of a sent table (.xlsx), read row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.documents.registry import COLUMNS, RegistryProblem, RegistryRow, RegistryTable
from bot.documents.sheet_in import Cell, Sheet, cell_at, find_columns, text_at
from bot.documents.words import words as words_of
from bot.errors import Unreadable
from bot.language.folding import fold
from bot.language.unit_kind import KINDS, LEVELS, kind_and_level
from bot.texts import LANGUAGES

LONGEST_NAME = 200
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class _Wrong(Exception):
    """A row that can't be taken."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def _headings() -> dict[str, set[str]]:
    """Return the folded headings of each column in every language, without what stands in brackets."""
    return {
        name: {fold(words_of(language)[f"column_{name}"].partition("(")[0]) for language in LANGUAGES}
        for name in COLUMNS
    }


def _meanings(what: str, keys: Iterable[str]) -> dict[str, str]:
    """Return the folded words of levels or kinds in every language → key; "Tỉnh" does for "Cấp tỉnh"."""
    meanings = {fold(words_of(language)[f"{what}_{key}"]): key for key in keys for language in LANGUAGES}
    return {word.removeprefix("cap "): key for word, key in meanings.items()} | meanings | {key: key for key in keys}


def _read_meaning(text: str, what: str, meanings: Mapping[str, str], proposed: str) -> str:
    """Return the key that a word means; an empty cell takes what the unit's own name says."""
    if not text:
        return proposed
    meant = meanings.get(fold(text)) or (text if text in meanings.values() else None)
    if meant is None:
        raise _Wrong(f"registry.row_bad_{what}", value=text)
    return meant


def _read_day(cell: Cell) -> date | None:
    if isinstance(cell, date) or not cell:
        return cell or None
    match = _DATE.fullmatch(cell)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else _no_date(cell)
    except ValueError:
        return _no_date(cell)


def _no_date(value: str) -> date:
    raise _Wrong("registry.row_bad_date", value=value)


def _read_row(number: int, cells: Sequence[Cell], columns: Mapping[str, int], words: _Meanings) -> RegistryRow:
    name = text_at(cells, columns, "name")
    if not name:
        raise _Wrong("registry.row_without_name")
    if len(name) > LONGEST_NAME:
        raise _Wrong("registry.row_too_long", most=LONGEST_NAME)
    kind, level = kind_and_level(name)
    start, end = (_read_day(cell_at(cells, columns, column)) for column in ("valid_from", "valid_to"))
    if start and end and end < start:
        raise _Wrong("registry.row_dates_reversed")
    aliases = (alias.strip() for alias in text_at(cells, columns, "aliases").split(";"))
    return RegistryRow(
        name=name,
        code=text_at(cells, columns, "code") or None,
        aliases=tuple(dict.fromkeys(filter(None, aliases))),
        level=_read_meaning(text_at(cells, columns, "level"), "level", words.levels, level),
        kind=_read_meaning(text_at(cells, columns, "kind"), "kind", words.kinds, kind),
        parent=text_at(cells, columns, "parent") or None,
        valid_from=start,
        valid_to=end,
        row=number,
    )


@dataclass(frozen=True, slots=True)
class _Meanings:
    levels: Mapping[str, str]
    kinds: Mapping[str, str]


class _Seen:
    """Codes and names already taken, with their rows: the first one stays."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._names: dict[tuple[str, str], int] = {}

    def check(self, row: RegistryRow) -> None:
        """Raise where the code or the name under the same parent stood before."""
        named = (fold(row.name), fold(row.parent or ""))
        if row.code and row.code in self._codes:
            raise _Wrong("registry.row_code_twice", value=row.code, first=self._codes[row.code])
        if named in self._names:
            raise _Wrong("registry.row_name_twice", value=row.name, first=self._names[named])
        self._names[named] = row.row
        if row.code:
            self._codes[row.code] = row.row


def read_registry(sheet: Sheet) -> RegistryTable:
    """Return the units of a sent table: columns in any order, found by their headings in any of our languages.

    A row with a mistake is named by its number and left out; the rest is kept. An empty level or kind takes what the
    unit's name says.

    Raises:
        Unreadable: registry.no_header.
    """
    found = find_columns(sheet, _headings(), "name")
    if found is None:
        raise Unreadable("registry.no_header")
    columns, below = found
    words = _Meanings(_meanings("level", LEVELS), _meanings("kind", KINDS))
    rows: list[RegistryRow] = []
    problems: list[RegistryProblem] = []
    seen = _Seen()
    for number, cells in below:
        try:
            row = _read_row(number, cells, columns, words)
            seen.check(row)
            rows.append(row)
        except _Wrong as wrong:
            problems.append(RegistryProblem(number, wrong.key, {"row": number, **wrong.values}))
    return RegistryTable(rows, problems)
