"""Word files (.docx): paragraphs with their automatic numbers, tables with cells."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from bot.errors import Unreadable
from bot.plan_reader.blocks import MAX_BLOCKS, Block, Paragraph, Place, clean, table
from bot.plan_reader.secret import refuse_secrets
from bot.plan_reader.sources import archive
from bot.plan_reader.sources.accepted import accept
from bot.plan_reader.sources.layout import lays_out
from bot.plan_reader.sources.numbering import Numbering

MAX_ROWS = 3000
MAX_SECTIONS = 20
MAX_COLUMNS = 40
_BREAK = re.compile(r"[\n\v]")
_NEW_ITEM = re.compile(r"\s*(?:[-–—+•*]|\d{1,2}[.)]|[a-zđ]\)|[IVX]+\.|[A-ZĐ])")


def read(data: bytes) -> list[Block]:
    """Return the blocks of a Word file.

    Raises:
        Unreadable: damaged, locked, or it would unpack to too much.
    """
    archive.check(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            document = docx.Document(io.BytesIO(data))
            accept(document.element.body)
            edges = _edges(document)
            blocks = list(_blocks(document))
    except Exception as error:  # zlib.error, docx's and lxml's own kinds: whatever a foreign file does, it is damaged
        raise Unreadable("plan_reader.damaged") from error
    refuse_secrets(edges)
    return [*(edges if lays_out([edge.text for edge in edges]) else []), *blocks]


def _edges(document: Document) -> list[Paragraph]:
    """Return the lines of headers and footers: a letterhead may stand there, or a stamp."""
    found: dict[str, Paragraph] = {}
    for section in document.sections[:MAX_SECTIONS]:
        edges = (section.first_page_header, section.header, section.first_page_footer, section.footer)
        for edge in edges:
            if not edge.is_linked_to_previous:
                accept(edge._element)
                texts = (clean(item.text) for item in edge._element.iter(qn("w:p")))
                found |= {text: Paragraph(text, Place(0)) for text in texts if text}
    return list(found.values())


def _blocks(document: Document) -> Iterator[Block]:
    numbering = Numbering(document)
    for count, item in enumerate(document.iter_inner_content()):
        if count > MAX_BLOCKS:
            return
        if isinstance(item, WordParagraph):
            yield from _paragraphs(item, numbering)
        else:
            yield from _table(item, numbering)


def _paragraphs(item: WordParagraph, numbering: Numbering) -> Iterator[Paragraph]:
    for text in _lines(item, numbering):
        yield Paragraph(text, Place(0))


def _lines(item: WordParagraph, numbering: Numbering) -> list[str]:
    """A line break inside a paragraph starts a new one where what follows looks like an item or a heading."""
    marker = numbering.marker(item) if item.text.strip() else ""
    lines: list[str] = []
    for part in _BREAK.split(f"{marker} {item.text}" if marker else item.text):
        if lines and lines[-1] and not _NEW_ITEM.match(part):
            lines[-1] += " " + part
        else:
            lines.append(part)
    return [text for line in lines if (text := clean(line.replace("\t", " ").replace("**", "")))]


def _cell(cell: _Cell, numbering: Numbering) -> str:
    lines = [line for paragraph in cell.paragraphs for line in _lines(paragraph, numbering)]
    nested = [c.text for inner in cell.tables for row in inner.rows for c in row.cells]
    return "\n".join([*lines, *nested])


def _rows(item: WordTable, numbering: Numbering) -> list[list[str]]:
    """Return the texts by rows; a cell merged over columns stands once, at its first column."""
    rows = []
    for row in item.rows[:MAX_ROWS]:
        seen: set[int] = set()
        texts = []
        for cell in row.cells[:MAX_COLUMNS]:
            texts.append("" if id(cell._tc) in seen else _cell(cell, numbering))
            seen.add(id(cell._tc))
        rows.append(texts)
    return rows


def _table(item: WordTable, numbering: Numbering) -> Iterator[Block]:
    rows = _rows(item, numbering)
    if lays_out([text for row in rows[:4] for text in row]) and len(rows) <= 6:
        for column in range(max(map(len, rows))):
            for row in rows:
                for line in (row[column] if column < len(row) else "").split("\n"):
                    if text := clean(line):
                        yield Paragraph(text, Place(0, cell=f"1:{column + 1}"))
    elif made := table([(row, Place(0)) for row in rows]):
        yield made
