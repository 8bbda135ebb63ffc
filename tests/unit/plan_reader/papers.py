"""Plans as files: the text of a plan set as an office sets it, with the head and the signature in borderless tables."""

from __future__ import annotations

import io
import re
from itertools import groupby

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell

from bot.plan_reader.sources.wrapped import unwrap

_KIND = re.compile(r"(?:KẾ HOẠCH|GIẤY MỜI|THƯ MỜI|THÔNG BÁO|CHƯƠNG TRÌNH)\b|Kính gửi")
_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_ANNEXES = ("PHỤ LỤC", "DANH SÁCH", "DỰ KIẾN", "BẢNG", "CHƯƠNG TRÌNH")
_BOLD = re.compile(r"[IVX]+\. |\d+\. .{0,80}$|Nơi nhận")


def docx_of(text: str) -> bytes:
    """Return `text` (paragraphs by lines, table cells by tabs) as a Word file in the official form."""
    lines = [line.strip(" ") for line in unwrap(text.splitlines()) if line.strip()]
    document = _page()
    start = next((i for i, line in enumerate(lines) if _KIND.match(line)), 0)
    sign = next((i for i, line in enumerate(lines) if line.startswith("Nơi nhận")), len(lines))
    end = next((i for i in range(sign, len(lines)) if lines[i].startswith(_ANNEXES)), len(lines))
    _head(document, lines[:start])
    _body(document, lines[start:sign])
    _signature(document, lines[sign:end])
    _body(document, lines[end:])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page() -> Document:
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    return document


def _head(document: Document, rows: list[str]) -> None:
    lines = [part for row in rows for part in re.split(r"\t| {5,}(?=[A-ZĐC])", row) if part]
    nation = next((i for i, line in enumerate(lines) if line.startswith(_NATION)), None)
    if nation is None:
        _body(document, lines)
        return
    number = next((line for line in lines if line.startswith("Số")), "")
    dated = next((line for line in lines if ", ngày" in line), "")
    right = [*lines[nation : nation + 2], dated]
    others = [line for line in lines[nation + 2 :] if line not in (number, dated)]
    before = [line for line in lines[:nation] if line != number]
    _columns(document, [*before, number, *others], right)


def _signature(document: Document, lines: list[str]) -> None:
    last = max((i for i, line in enumerate(lines) if line.startswith("-")), default=-1)
    if lines:
        _columns(document, lines[: last + 1], lines[last + 1 :], centred=False)


def _columns(document: Document, left: list[str], right: list[str], *, centred: bool = True) -> None:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    _fill(cells[0], left, centred=centred)
    _fill(cells[1], right, centred=True)


def _fill(cell: _Cell, lines: list[str], *, centred: bool) -> None:
    for i, line in enumerate(line for line in lines if line):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        paragraph.add_run(line).bold = line.isupper()
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _body(document: Document, lines: list[str]) -> None:
    heads = {
        id(line)
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if _heads(before, line, after)
    }
    for tabular, run in groupby(lines, key=lambda line: "\t" in line or id(line) in heads):
        if tabular:
            _table(document, [line.split("\t") for line in run])
        else:
            for line in run:
                _paragraph(document, line)


def _heads(before: str, line: str, after: str) -> bool:
    """A line without tabs between rows is a row of merged cells."""
    return "\t" not in line and before.count("\t") == after.count("\t") > 0


def _paragraph(document: Document, line: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(6)
    centred = line.isupper() and not re.match(r"[IVX]+\. ", line)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.add_run(line).bold = centred or bool(_BOLD.match(line))


def _table(document: Document, rows: list[list[str]]) -> None:
    width = max(len(row) for row in rows)
    table = document.add_table(rows=0, cols=width, style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text.strip()
