"""The registry as a workbook (.xlsx), written for people to edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bot.documents.registry import COLUMNS, RegistryRow
from bot.documents.sheet_out import Column, Page, write_book
from bot.language.unit_kind import KINDS, LEVELS

WIDTHS = (10, 42, 42, 14, 26, 30, 14, 14)
ROWS_TO_FILL = 2_000
"""Rows below the table in which level and kind can still be chosen from a list."""


def _day_cell(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""


def write_registry(rows: Iterable[RegistryRow], words: Mapping[str, str]) -> bytes:
    """Return the registry as a workbook whose first sheet `read_registry` takes back unchanged."""

    def fill(book: Any) -> None:
        page = Page(book, words["sheet_registry"], _columns(words), landscape=True)
        page.head()
        for row in rows:
            level, kind = words[f"level_{row.level}"], words[f"kind_{row.kind}"]
            days = (_day_cell(row.valid_from), _day_cell(row.valid_to))
            page.add((row.code, row.name, "; ".join(row.aliases), level, kind, row.parent, *days))
        page.filter()
        _offer_words(book, page, words)

    return write_book(fill)


def _columns(words: Mapping[str, str]) -> list[Column]:
    return [Column(words[f"column_{name}"], width) for name, width in zip(COLUMNS, WIDTHS, strict=True)]


def _offer_words(book: Any, page: Page, words: Mapping[str, str]) -> None:
    """Let level and kind be chosen from lists that stand on a second sheet."""
    name = words["sheet_registry_words"]
    offered = Page(book, name, [Column(words["column_level"], 20), Column(words["column_kind"], 34)])
    offered.head()
    levels, kinds = ([words[f"{what}_{key}"] for key in keys] for what, keys in (("level", LEVELS), ("kind", KINDS)))
    for place in range(len(kinds)):
        offered.add((levels[place] if place < len(levels) else None, kinds[place]))
    for column, letter, count in ((3, "A", len(levels)), (4, "B", len(kinds))):
        source = f"='{name}'!${letter}$2:${letter}${count + 1}"
        page.sheet.data_validation(1, column, page.row + ROWS_TO_FILL, column, {"validate": "list", "source": source})
