"""Workbooks made by a second library, and ours read by it."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl.reader.excel import load_workbook
from openpyxl.workbook.workbook import Workbook


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    book: Any = Workbook()
    for row in rows:
        book.active.append(list(row))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def opened(data: bytes) -> Any:
    return load_workbook(BytesIO(data))


def values(data: bytes, sheet: int = 0) -> list[list[Any]]:
    return [list(row) for row in opened(data).worksheets[sheet].iter_rows(values_only=True)]


def repacked(data: bytes, part: str, content: bytes) -> bytes:
    """Return the workbook with one part replaced or added."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != part:
                new.writestr(info, old.read(info))
        new.writestr(part, content)
    return buffer.getvalue()


def parts(data: bytes, start: str) -> list[bytes]:
    """Return the parts of the workbook whose names begin with `start`."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [archive.read(name) for name in sorted(archive.namelist()) if name.startswith(start)]
