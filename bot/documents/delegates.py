"""Lists of delegates as tables (.xlsx): written in the form of official lists, read from what units send."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.documents.sheet_in import Cell, Sheet, find_columns, text_at
from bot.documents.sheet_out import Column, Page, write_book
from bot.language.folding import fold
from bot.language.people import DelegateLine, checked, read_delegates

_HEADINGS = {
    "no": ("tt", "stt", "so tt", "no"),
    "name": ("ho va ten", "ho ten", "ten dai bieu", "full name", "name"),
    "office": ("chuc vu", "chuc danh", "position", "office"),
    "unit": ("don vi", "co quan", "unit"),
    "phone": ("dien thoai", "so dien thoai", "sdt", "dt", "so dt", "di dong", "phone"),
    "mode": ("hinh thuc", "attendance", "mode"),
}
_MODES = {"in_person": re.compile(r"\b(?:truc tiep|in person)\b"), "online": re.compile(r"\b(?:truc tuyen|online)\b")}


@dataclass(frozen=True, slots=True)
class DelegateRow:
    """One delegate: `phone` as it is to stand there, whole or masked, `mode` in_person or online."""

    name: str
    position: str | None
    unit: str
    phone: str | None
    mode: str
    note: str = ""


def write_delegates(rows: Sequence[DelegateRow], title: str, words: Mapping[str, str]) -> bytes:
    """Return the list in the form of official lists: TT, Họ và tên, Chức vụ, Đơn vị, Điện thoại, Hình thức, Ghi chú."""
    names = ("no", "full_name", "position", "unit", "phone", "mode", "note")
    widths = (5, 28, 34, 34, 16, 13, 20)
    centred = {"no", "phone", "mode"}
    columns = [
        Column(words[f"column_{n}"], width, centred=n in centred) for n, width in zip(names, widths, strict=True)
    ]

    def fill(book: Any) -> None:
        page = Page(book, words["sheet_delegates"], columns, landscape=True)
        page.title(title, words["personal_data"])
        page.head()
        for number, row in enumerate(rows, 1):
            page.add((number, row.name, row.position, row.unit, row.phone, words[f"mode_{row.mode}"], row.note))
        page.filter()

    return write_book(fill)


def _line(number: int, cells: Sequence[Cell], columns: Mapping[str, int]) -> DelegateLine | None:
    name, office, phone, mode = (text_at(cells, columns, column) for column in ("name", "office", "phone", "mode"))
    if not (name or office or phone):
        return None
    phones = [part for part in re.split(r"[;/,]", phone) if part.strip()]
    modes = [key for key, pattern in _MODES.items() if pattern.search(fold(mode))]
    return checked(name, office, phones, modes, number)


def read_delegates_sheet(sheet: Sheet) -> list[DelegateLine]:
    """Return the people of a sent list, each with its row's number; without headings, rows read like pasted lines."""
    if found := find_columns(sheet, _HEADINGS, "name"):
        columns, below = found
        return [line for number, cells in below if (line := _line(number, cells, columns))]
    lines = ((number, "\t".join(str(cell) for cell in cells if cell)) for number, cells in sheet.rows)
    return [read for number, line in lines for read in read_delegates(line, first_line=number)]
