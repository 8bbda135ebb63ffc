"""Invite codes as a table (.xlsx) to print and hand out: unit, role, link, expiry, QR picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from bot.documents.sheet_out import Column, Page, instant_cell, write_book

QR_POINTS = 80
"""Height of a picture on paper, about 28 mm: a phone reads it at arm's length."""
QR_SCALE = 4
PIXELS_A_POINT = 96 / 72


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code: `role` is focal or organiser, or already the words for it; `expires` is aware."""

    unit: str
    role: str
    link: str
    expires: datetime


def _qr(link: str) -> tuple[BytesIO, float]:
    """Return the picture of `link` (PNG) and its side in pixels."""
    import segno  # noqa: PLC0415

    code, png = segno.make(link, error="m", micro=False), BytesIO()
    code.save(png, kind="png", scale=QR_SCALE, border=2)
    return png, code.symbol_size(scale=QR_SCALE, border=2)[0]


def _insert_qr(page: Page, row: int, column: int, link: str) -> None:
    png, pixels = _qr(link)
    scale = QR_POINTS * PIXELS_A_POINT / pixels
    place = {"image_data": png, "x_scale": scale, "y_scale": scale, "x_offset": 7, "y_offset": 6, "object_position": 1}
    page.sheet.insert_image(row, column, "qr.png", place)


def write_codes(rows: Sequence[CodeRow], title: str, words: Mapping[str, str]) -> bytes:
    """Return the codes as a printable workbook, one row each."""
    columns = [
        Column(words["column_no"], 5, centred=True),
        Column(words["column_unit"], 32),
        Column(words["column_role"], 16),
        Column(words["column_link"], 36),
        Column(words["column_expires"], 13, centred=True),
        Column(words["column_qr"], 16),
    ]

    def fill(book: Any) -> None:
        page = Page(book, words["sheet_codes"], columns)
        page.title(title, words["codes_note"])
        page.head()
        for number, row in enumerate(rows, 1):
            _insert_qr(page, page.row, len(columns) - 1, row.link)
            role = words.get(f"role_{row.role}", row.role)
            page.add((number, row.unit, role, row.link, instant_cell(row.expires), None), height=QR_POINTS + 10)

    return write_book(fill)
