"""Text files: a line is a paragraph, lines with tabs (or bars) are rows of a table."""

from __future__ import annotations

import codecs
import re

from bot.errors import Unreadable
from bot.plan_reader.blocks import MAX_BLOCKS, Block, Paragraph, Place, clean, table
from bot.plan_reader.sources.layout import lays_out
from bot.plan_reader.sources.wrapped import unwrap

_TAG = re.compile(r"</?(?:i|b|u|em|strong|p|span|br)\s*/?>", re.IGNORECASE)
_STRONG = re.compile(r"\*\*|(?<!_)__(?!_)")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,400}?)(?<=\S)\*(?![\w*])")
_RULE = re.compile(r"[\s|:_=*~+–—-]{3,}$")
_GAP = re.compile(r"(?<![:\s])\s{5,}(?=\S)(?!tháng|năm|/)")
_SHORT = 80
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read(data: bytes) -> list[Block]:
    """Return the blocks of a text file (UTF-8, UTF-16 with its mark, or Windows-1258).

    Raises:
        Unreadable: the bytes are no text.
    """
    split = re.split(r"\r\n|[\n\r\x0b\x0c\u2028\u2029]", _decode(data), maxsplit=MAX_BLOCKS)
    lines = [_unmark(line) for line in split[:MAX_BLOCKS]]
    return _blocks(unwrap(lines))


def _decode(data: bytes) -> str:
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    for name in (encoding,) if encoding else ("utf-8", "cp1258"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    raise Unreadable("plan_reader.damaged")


def _unmark(line: str) -> str:
    """Take off the marks of emphasis that converters leave (tags, stars)."""
    return _EMPHASIS.sub(r"\1", _STRONG.sub("", _TAG.sub("", line[:20_000]))).rstrip(" \r")


def _cells(line: str) -> list[str] | None:
    """Return the cells of a row, None when the line is no row."""
    bare = line.strip()
    if bare.startswith("|") and bare.endswith("|") and bare.count("|") > 2:
        return [cell.strip() for cell in bare[1:-1].split("|")]
    if "\t" in line.lstrip(" ").rstrip("\n") and line.strip():
        cells = [cell.strip() for cell in line.split("\t")]
        return cells if len(cells) > 1 else None
    return None


def _blocks(lines: list[str]) -> list[Block]:
    out: list[Block] = []
    rows: list[list[str]] = []
    for line, after in zip([*lines, ""], [*lines[1:], "", ""], strict=True):
        cells = None if _RULE.match(line) and "\t" not in line else _cells(line)
        if cells is None and rows and _heads_rows(line, after, rows):
            cells = [line.strip()]
        if cells is not None:
            rows.append(cells)
        elif line.strip() and not _RULE.match(line):
            _flush(rows, out)
            out += _paragraphs(line)
    _flush(rows, out)
    return out


def _heads_rows(line: str, after: str, rows: list[list[str]]) -> bool:
    """A short line between two rows of one width is a row whose cells are merged ("Buổi sáng", "Ngày 21/7")."""
    below = _cells(after)
    if not line.strip() or _RULE.match(line):
        return False
    return len(line) < _SHORT and below is not None and len(below) == len(rows[0]) > 1


def _paragraphs(line: str) -> list[Block]:
    """A wide gap inside a line of the head parts two columns."""
    parts = _GAP.split(line.strip()) if lays_out([line]) or line.isupper() else [line]
    return [Paragraph(text, Place(0)) for part in parts if (text := clean(part))]


def _flush(rows: list[list[str]], out: list[Block]) -> None:
    """Turn the collected rows into a table; a lone row or a head in two columns is paragraphs."""
    if rows:
        if (len(rows) == 1 and sum(map(bool, rows[0])) < 3) or lays_out([c for row in rows[:4] for c in row]):
            columns = [[row[i] for row in rows if i < len(row)] for i in range(max(map(len, rows)))]
            out += [Paragraph(text, Place(0)) for column in columns for cell in column if (text := clean(cell))]
        elif made := table([([*row], Place(0)) for row in rows]):
            out.append(made)
        rows.clear()
