"""Tables that the bot makes (.xlsx): one look for all, texts that stay texts, printable on A4."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from bot.clock import OFFICE_ZONE
from bot.language.folding import nfc

FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
LONGEST_TEXT = 2_000
LINE_POINTS = 15.5
LOST_BY_WRAPPING = 1.1
"""Words don't fill their lines."""

Value = str | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and whether its values stand in the middle."""

    heading: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A value on a coloured ground: `tone` is bad, warn or good."""

    value: Value
    tone: str


TONES: dict[str, dict[str, object]] = {
    "bad": {"bg_color": "#F8CBAD", "font_color": "#9C0006", "bold": True},
    "warn": {"bg_color": "#FFF2CC"},
    "good": {"bg_color": "#E2EFDA"},
}


def instant_cell(instant: datetime | None) -> str:
    """Return 12/7/2024, 17:00 in the office's zone; "" for None."""
    if instant is None:
        return ""
    local = instant.astimezone(OFFICE_ZONE)
    return f"{local.day}/{local.month}/{local.year}, {local:%H:%M}"


class Page:
    """One sheet: title, lines below it, headings, rows; headings stay on screen and on every printed page."""

    def __init__(self, book: Any, name: str, columns: Sequence[Column], *, landscape: bool = False) -> None:
        self._book, self._columns = book, columns
        self.sheet = book.add_worksheet(_sheet_name(name))
        self._formats: dict[tuple[object, ...], Any] = {}
        self._cells: dict[tuple[bool, str], Any] = {}
        self.row = 0
        self._first = 0
        for index, column in enumerate(columns):
            self.sheet.set_column(index, index, column.width)
        self._print(landscape=landscape)

    def _print(self, *, landscape: bool) -> None:
        self.sheet.set_paper(9)  # A4
        if landscape:
            self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        self.sheet.center_horizontally()
        self.sheet.set_footer("&C&P/&N")

    def look(self, **properties: object) -> Any:
        """Return the format of these properties, made once a page."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**FONT, **properties})
        return self._formats[key]

    def _cell(self, *, centred: bool, tone: str) -> Any:
        """Return the format of a cell. It is looked up for every cell of large tables, so by as little as will do."""
        key = (centred, tone)
        if key not in self._cells:
            place: dict[str, object] = {"align": "center"} if centred else {"align": "left", "indent": 1}
            self._cells[key] = self.look(border=1, text_wrap=True, **place, **TONES.get(tone, {}))
        return self._cells[key]

    def title(self, title: str, *lines: str) -> None:
        """Write the title and lines below it across the columns, then leave a row free."""
        looks = [self.look(bold=True, font_size=14, align="center", text_wrap=True)]
        looks += [self.look(italic=True, align="center", text_wrap=True)] * len(lines)
        for text, look in zip((title, *lines), looks, strict=True):
            width = sum(column.width for column in self._columns)
            self.sheet.set_row(self.row, _height(len(text) * (1.3 if look is looks[0] else 1), width))
            self.sheet.merge_range(self.row, 0, self.row, len(self._columns) - 1, "", look)
            self.sheet.write_string(self.row, 0, clean(text), look)
            self.row += 1
        self.row += 1

    def head(self) -> None:
        """Write the headings."""
        look = self.look(bold=True, align="center", text_wrap=True, border=1, bg_color="#DDEBF7")
        self.sheet.set_row(self.row, max(_height(1.3 * len(column.heading), column.width) for column in self._columns))
        for index, column in enumerate(self._columns):
            self.sheet.write_string(self.row, index, column.heading, look)
        self.row += 1
        self._first = self.row
        self.sheet.freeze_panes(self.row, 0)
        self.sheet.repeat_rows(self.row - 1)

    def add(self, values: Sequence[Value | Filled], *, height: float = 0) -> None:
        """Write a row, at least `height` points high."""
        texts = [str(given.value if isinstance(given, Filled) else given or "") for given in values]
        wanted = (_height(len(text), column.width) for text, column in zip(texts, self._columns, strict=True))
        self.sheet.set_row(self.row, max(height, *wanted))
        for index, (column, given) in enumerate(zip(self._columns, values, strict=True)):
            value, tone = (given.value, given.tone) if isinstance(given, Filled) else (given, "")
            self._write(index, value, self._cell(centred=column.centred, tone=tone))
        self.row += 1

    def _write(self, index: int, value: Value, look: Any) -> None:
        if value is None or value == "":
            self.sheet.write_blank(self.row, index, None, look)
        elif isinstance(value, str):
            self.sheet.write_string(self.row, index, clean(value), look)
        else:
            self.sheet.write_number(self.row, index, value, look)

    def filter(self) -> None:
        """Let people filter by each column."""
        if self.row > self._first:
            self.sheet.autofilter(self._first - 1, 0, self.row - 1, len(self._columns) - 1)


def _height(characters: float, width: float) -> float:
    """Return the points that a text needs in a column of `width` characters; table programs don't all measure it."""
    lines = 1 if characters < width else math.ceil(characters * LOST_BY_WRAPPING / max(width - 2, 1))
    return 5 + LINE_POINTS * lines


def _sheet_name(name: str) -> str:
    """Return `name` as a table program takes it for a sheet: 31 characters, none of []:*?/\\ ."""
    return clean(name).translate(str.maketrans("[]:*?/\\", "       ")).strip("' ")[:31]


def clean(text: str) -> str:
    """Return `text` fit for a cell: NFC, without control characters, of bearable length."""
    return nfc(text)[:LONGEST_TEXT]


def write_book(fill: Callable[[Any], None]) -> bytes:
    """Return the bytes of the workbook that `fill` fills: what looks like a formula or an address stays text."""
    from xlsxwriter import Workbook  # noqa: PLC0415

    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, options) as book:
        fill(book)
    return buffer.getvalue()
