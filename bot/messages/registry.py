"""The registry as a table: what a sent one would change, and the one that goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from markupsafe import Markup

from bot.calendar.words import short_day
from bot.messages.base import Rendered, Rows, button, lines, pager, pages_of
from bot.texts import say

ITEMS = 10
"""Rows of the table that a page of the preview names."""


@dataclass(frozen=True)
class Change:
    """What a row changes in a unit: field → (old, new), and the other names it adds."""

    row: int
    unit_id: int
    name: str
    fields: tuple[tuple[str, Any, Any], ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """Why a row is left untouched: `key` names a sentence, `values` fill it."""

    row: int
    key: str
    values: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Preview:
    """What a table would change, problems first; `new` holds numbers and names of rows. Nothing has changed yet."""

    import_id: int
    mark: str
    new: tuple[tuple[int, str], ...]
    changed: tuple[Change, ...]
    same: int
    problems: tuple[Problem, ...]
    page: int = 0

    def turned_to(self, page: int) -> Preview:
        """Return the same preview at another page."""
        return replace(self, page=min(max(page, 0), self._pages - 1))

    @property
    def _pages(self) -> int:
        return pages_of(len(self.new) + len(self.changed) + len(self.problems), ITEMS)

    def render(self, language: str) -> Rendered:
        """Return the counts and a page of rows, with the two decisions."""
        start = self.page * ITEMS
        text = lines(
            [
                say(language, "registry_imports.title"),
                say(language, "registry_imports.new", count=len(self.new)),
                say(language, "registry_imports.changed", count=len(self.changed)),
                say(language, "registry_imports.same", count=self.same),
                say(language, "registry_imports.problems", count=len(self.problems)),
                "",
                *list(self._items(language))[start : start + ITEMS],
                "",
                say(language, "registry_imports.ask" if self._wanted else "registry_imports.nothing"),
            ]
        )
        return Rendered(text, self._rows(language))

    @property
    def _wanted(self) -> bool:
        return bool(self.new or self.changed)

    def _items(self, language: str) -> Iterator[Markup]:
        for problem in self.problems:
            yield say(language, problem.key, **{"row": problem.row, **dict(problem.values)})
        for change in self.changed:
            yield _change(language, change)
        for row, name in self.new:
            yield say(language, "registry_imports.row_new", row=row, name=name)

    def _rows(self, language: str) -> Rows:
        apply = button(language, "registry_imports.apply", "registry.apply", self.import_id, self.mark)
        drop = button(language, "registry_imports.drop", "registry.drop", self.import_id)
        turn = pager(language, "registry.page", self.import_id, page=self.page, pages=self._pages)
        return (turn, (apply, drop) if self._wanted else (drop,))


@dataclass(frozen=True)
class Applied:
    """Says what an import has changed."""

    new: int
    changed: int
    problems: int

    def render(self, language: str) -> Rendered:
        """Return the counts with the way to the registry."""
        text = lines(
            [
                say(language, "registry_imports.applied", new=self.new, changed=self.changed),
                say(language, "registry_imports.untouched", count=self.problems) if self.problems else None,
            ]
        )
        return Rendered(text, ((button(language, "registry_imports.open", "units.open"),),))


@dataclass(frozen=True)
class RegistryFile:
    """The table that goes out."""

    file_id: int
    count: int

    def render(self, language: str) -> Rendered:
        """Return the caption under the file."""
        text = lines(
            [say(language, "registry_imports.exported", count=self.count), say(language, "registry_imports.how")]
        )
        return Rendered(text, file_id=self.file_id)


def _change(language: str, change: Change) -> Markup:
    parts = [
        say(
            language,
            "registry_imports.field",
            field=say(language, f"registry_imports.field_{name}"),
            old=_value(language, name, old),
            new=_value(language, name, new),
        )
        for name, old, new in change.fields
    ]
    if change.aliases:
        parts.append(say(language, "registry_imports.aliases", names="; ".join(change.aliases)))
    return say(
        language, "registry_imports.row_changed", row=change.row, name=change.name, what=Markup("; ").join(parts)
    )


def _value(language: str, name: str, value: Any) -> str | Markup:
    if value is None:
        return say(language, "registry_imports.empty")
    if isinstance(value, date):
        return short_day(value)
    return say(language, f"documents.{name}_{value}") if name in ("level", "kind") else str(value)
