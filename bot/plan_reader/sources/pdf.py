"""PDF files with a text layer: words by their places on the page, put together to lines, columns and ruled tables."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw

from bot.errors import Unreadable
from bot.plan_reader.blocks import Block
from bot.plan_reader.sources.page import Glyph, Page, Rule
from bot.plan_reader.sources.pdf_blocks import blocks_of

pdfium: Any = pypdfium2.raw
"""The C functions (fpdf_text.h, fpdf_edit.h) by their own names."""
MAX_PAGES = 200
MAX_GLYPHS = 40_000
_BULLETS = dict.fromkeys((0xF02D, 0xF0A7, 0xF0B7, 0xF0D8, 0xF076, 0xF0FC, 0xF0E8), "-")
"""Bullets of the fonts Symbol and Wingdings, which Word draws its lists with: they have no letters of their own."""
_FEW = 30
"""Characters on a page below which the page counts as a picture."""


def read(data: bytes) -> list[Block]:
    """Return the blocks of a PDF.

    Raises:
        Unreadable: locked, damaged, too many pages, or pages without text (a scan).
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise Unreadable("plan_reader.locked" if locked else "plan_reader.damaged") from error
    try:
        return _read(document)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("plan_reader.damaged") from error
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument) -> list[Block]:
    if len(document) > MAX_PAGES:
        raise Unreadable("plan_reader.bomb")
    pages = [_page(document, number) for number in range(len(document))]
    if sum(len(page.glyphs) for page in pages) < _FEW * max(1, len(pages)) / 2:
        raise Unreadable("plan_reader.scanned", pages=len(pages))
    return blocks_of(pages)


def _page(document: pypdfium2.PdfDocument, number: int) -> Page:
    page = document[number]
    text = page.get_textpage()
    width, height = page.get_size()
    glyphs = list(_glyphs(text, height))
    rules = [rule for rule in _rules(page, height) if rule.thin]
    text.close()
    page.close()
    return Page(number + 1, width, height, glyphs, rules)


def _glyphs(text: pypdfium2.PdfTextPage, height: float) -> Iterator[Glyph]:
    """Yield the characters with their boxes, y counted from the top of the page."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for i in range(min(text.count_chars(), MAX_GLYPHS)):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if code < 32 or pdfium.FPDFText_IsGenerated(text, i) == 1:
            continue
        if not pdfium.FPDFText_GetCharBox(text, i, left, right, bottom, top):
            continue
        size = pdfium.FPDFText_GetFontSize(text, i)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, i, x, y)
        character = _BULLETS.get(code, chr(code))
        yield Glyph(character, left.value, right.value, height - y.value, size if size > 1 else 12.0)


def _rules(page: pypdfium2.PdfPage, height: float) -> Iterator[Rule]:
    for count, item in enumerate(page.get_objects(max_depth=4)):
        if count > MAX_GLYPHS:
            return
        if item.type == pdfium.FPDF_PAGEOBJ_PATH:
            left, bottom, right, top = item.get_bounds()
            yield Rule(left, height - top, right, height - bottom)
