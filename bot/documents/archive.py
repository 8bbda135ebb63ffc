"""What a table that people send may unpack to, looked at before anything opens it."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from bot.errors import Unreadable

MOST_UNPACKED = 50_000_000
"""Bytes of all parts together; a table of 10,000 rows needs about a tenth of it."""
MOST_RATIO = 100
SMALL = 1_000_000
"""Bytes under which a ratio says nothing: short parts of equal cells pack very well."""
MOST_PARTS = 2_000
MOST_ROWS = 10_000
MOST_COLUMNS = 200
SPARE_ROWS = 100
"""Rows for a title and a heading over the table itself."""

_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*[^/]>')
LONGEST_TAG = 200
BLOCK = 1 << 20
ENCRYPTED = 1


def _column(letters: bytes) -> int:
    """Return the number of a column from 1: A, Z, AA."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise Unreadable("registry.bomb")
    if unpacked > SMALL and unpacked > MOST_RATIO * max(packed, 1):
        raise Unreadable("registry.bomb")


def _unpack(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part block by block.

    The sizes stated in the archive are what `_check_sizes` went by, and a reader may unpack more: so does this, and
    refuses what is longer than it says.
    """
    name, extra = struct.unpack("<HH", data[part.header_offset + 26 : part.header_offset + 30])
    start = part.header_offset + 30 + name + extra
    packed, unpacked = data[start : start + part.compress_size], 0
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    while packed and not stream.eof:
        block = packed if part.compress_type == zipfile.ZIP_STORED else stream.decompress(packed, BLOCK)
        packed = b"" if part.compress_type == zipfile.ZIP_STORED else stream.unconsumed_tail
        unpacked += len(block)
        if unpacked > part.file_size:
            raise Unreadable("registry.bomb")
        yield block


def _check_cells(blocks: Iterator[bytes]) -> None:
    """Refuse a sheet with a far cell: readers make room for everything up to it, whatever size the sheet states."""
    tail = b""
    for block in blocks:
        for match in _CELL.finditer(tail + block):
            if int(match[2]) > MOST_ROWS + SPARE_ROWS or _column(match[1]) > MOST_COLUMNS:
                raise Unreadable("registry.too_big", rows=MOST_ROWS)
        tail = block[-LONGEST_TAG:]


def _check_part(data: bytes, part: zipfile.ZipInfo) -> None:
    if part.flag_bits & ENCRYPTED or part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Unreadable("registry.not_xlsx")
    blocks = _unpack(data, part)
    if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
        _check_cells(blocks)
    for _ in blocks:
        pass


def check_workbook(data: bytes) -> None:
    """Check that `data` is a workbook (.xlsx) of a bearable size.

    Raises:
        Unreadable: registry.not_xlsx (another kind of file, damaged, or locked with a password), registry.macros (holds
            programs), registry.bomb (unpacks to far more than it holds), registry.too_big (too many rows or columns).
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
        if not any(part.filename == "xl/workbook.xml" for part in parts):
            raise Unreadable("registry.not_xlsx")
        if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
            raise Unreadable("registry.macros")
        _check_sizes(parts)
        for part in parts:
            _check_part(data, part)
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, OSError, ValueError) as error:
        raise Unreadable("registry.not_xlsx") from error
