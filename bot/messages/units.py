"""The registry in the chat: levels, pages, search."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.base import PAGE, Button, Rendered, Rows, button, clip, lines, pager, press
from bot.texts import say

NAME = 50
"""Characters of a unit's name that a button shows."""


@dataclass(frozen=True)
class UnitsHome:
    """How many units there are, by level, and what can be done with them."""

    counts: tuple[tuple[str, int], ...]

    def render(self, language: str) -> Rendered:
        """Return the counts as buttons that open the lists."""
        total = sum(count for _, count in self.counts)
        text = lines(
            [
                say(language, "units.title", count=total),
                say(language, "units.home" if total else "units.empty"),
                say(language, "units.import_how"),
            ]
        )
        levels = tuple((self._level(language, level, count),) for level, count in self.counts)
        return Rendered(
            text,
            (
                *levels,
                (button(language, "units.find", "units.find"), button(language, "units.add", "units.add")),
                (button(language, "units.export", "registry.export"), button(language, "units.codes", "codes.open")),
            ),
        )

    def _level(self, language: str, level: str, count: int) -> Button:
        label = say(language, "units.level_count", level=say(language, f"documents.level_{level}"), count=count)
        return Button(str(label.unescape()), press("units.list", level, 0))


@dataclass(frozen=True)
class ListPage:
    """A page of the units of a level."""

    level: str
    units: tuple[tuple[int, str], ...]
    number: int
    pages: int

    def render(self, language: str) -> Rendered:
        """Return a button a unit, and the pager."""
        turn = pager(language, "units.list", self.level, page=self.number, pages=self.pages)
        text = say(language, "units.list_title", level=say(language, f"documents.level_{self.level}"))
        return Rendered(text, (*_buttons(self.units), turn, (button(language, "units.back", "units.open"),)))


@dataclass(frozen=True)
class Found:
    """What a search found: the first page, and how many in all."""

    typed: str
    units: tuple[tuple[int, str], ...]
    count: int

    def render(self, language: str) -> Rendered:
        """Return a button a unit; the next text searches again."""
        more = self.count - len(self.units)
        text = lines(
            [
                say(language, "units.found" if self.units else "units.not_found", typed=self.typed, count=self.count),
                say(language, "units.found_more", count=more) if more else None,
            ]
        )
        return Rendered(text, (*_buttons(self.units), (button(language, "common.cancel", "common.cancel"),)))


def _buttons(units: tuple[tuple[int, str], ...]) -> Rows:
    return tuple((Button(clip(name, NAME), press("units.card", unit_id)),) for unit_id, name in units[:PAGE])
