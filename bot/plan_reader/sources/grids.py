"""Ruled tables of a page: lines that meet make a grid, characters go into the cells by where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from bot.plan_reader.sources.page import Glyph, Rule, lines_of
from bot.plan_reader.sources.wrapped import ITEM

_NEAR = 4.0
"""Points within which two lines count as one, or as meeting."""


@dataclass(frozen=True)
class Grid:
    """The edges of a table's columns and rows, and the lines they were taken from."""

    columns: list[float]
    rows: list[float]
    rules: list[Rule]

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.rows[0]

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.rows[-1]

    def holds(self, glyph: Glyph) -> bool:
        """Tell whether a character stands inside."""
        x = (glyph.left + glyph.right) / 2
        return self.columns[0] <= x <= self.columns[-1] and self.top <= glyph.y - 0.3 * glyph.size <= self.bottom

    def cell(self, glyph: Glyph) -> tuple[int, int]:
        """Return row and column of the cell in which the character stands; merged cells go by their first."""
        x = (glyph.left + glyph.right) / 2
        column = min(bisect_right(self.columns, x) - 1, len(self.columns) - 2)
        row = min(bisect_right(self.rows, glyph.y - 0.3 * glyph.size) - 1, len(self.rows) - 2)
        row, column = max(row, 0), max(column, 0)
        while column and not self._walled(column, row):
            column -= 1
        while row and not self._floored(row, column):
            row -= 1
        return row, column

    def _walled(self, column: int, row: int) -> bool:
        x, y = self.columns[column], (self.rows[row] + self.rows[row + 1]) / 2
        return any(r.vertical and abs(r.left - x) <= _NEAR and r.top - 1 <= y <= r.bottom + 1 for r in self.rules)

    def _floored(self, row: int, column: int) -> bool:
        y, x = self.rows[row], (self.columns[column] + self.columns[column + 1]) / 2
        return any(r.horizontal and abs(r.top - y) <= _NEAR and r.left - 1 <= x <= r.right + 1 for r in self.rules)


def grids_of(rules: list[Rule]) -> list[Grid]:
    """Return the grids with at least two columns, from top to bottom."""
    found = []
    for group in _meeting(rules[:3000]):
        columns = _edges([r.left for r in group if r.vertical])
        rows = _edges([r.top for r in group if r.horizontal])
        if len(columns) >= 3 and len(rows) >= 2:
            found.append(Grid(columns, rows, group))
    return sorted(found, key=lambda grid: grid.top)


def texts_of(grid: Grid, glyphs: list[Glyph]) -> list[list[str]]:
    """Return the texts of the cells by rows; lines of a cell are joined, new items start a new line."""
    cells: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        cells[grid.cell(glyph)].append(glyph)
    width, height = len(grid.columns) - 1, len(grid.rows) - 1
    return [[_text(cells.get((row, column), [])) for column in range(width)] for row in range(height)]


def _text(glyphs: list[Glyph]) -> str:
    text = ""
    for line in lines_of(glyphs, gap=99):
        joint = "\n" if ITEM.match(line.text) else " "
        text = f"{text}{joint}{line.text}" if text else line.text
    return text


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _meeting(rules: list[Rule]) -> list[list[Rule]]:
    """Group the lines that touch, directly or through others (by rising top, a line joins the groups it touches)."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.top):
        touched = [group for group in groups if any(_touch(rule, other) for other in group)]
        merged = [rule, *(other for group in touched for other in group)]
        groups = [group for group in groups if not any(group is t for t in touched)]
        groups.append(merged)
    return groups


def _touch(a: Rule, b: Rule) -> bool:
    across = a.left - _NEAR <= b.right and b.left - _NEAR <= a.right
    return across and a.top - _NEAR <= b.bottom and b.top - _NEAR <= a.bottom
