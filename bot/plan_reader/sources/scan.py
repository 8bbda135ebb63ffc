"""A scanned page of a PDF: drawn by pdfium, recognised by tesseract (Debian: tesseract-ocr, tesseract-ocr-vie)."""

from __future__ import annotations

import os
import shutil
import subprocess

import pypdfium2

from bot.errors import Unreadable
from bot.plan_reader.sources.page import Page
from bot.plan_reader.sources.recognised import glyphs_of, words_of
from bot.plan_reader.sources.ruled import Picture, rules_of

PROGRAM = "tesseract"
LANGUAGE = "vie"
_DOTS = 300
"""Pixels an inch at which tesseract reads best."""
_MOST_PIXELS = 20_000_000
"""An A3 page; a larger one is drawn coarser."""


def can_recognise() -> bool:
    """Tell whether tesseract and its Vietnamese data are there."""
    program = shutil.which(PROGRAM)
    return program is not None and LANGUAGE in _output(program, "--list-langs").decode(errors="replace").split()


def recognise(data: bytes, number: int) -> Page:
    """Return a page (`number` from 0) of a scanned PDF as characters and ruled lines.

    Raises:
        Unreadable: plan_reader.damaged where the page can't be drawn.
    """
    try:
        picture, size = _drawn(data, number)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("plan_reader.damaged") from error
    head = b"P5 %d %d 255\n" % (picture.width, picture.height)
    dots = str(round(picture.dots))
    tsv = _output(PROGRAM, "stdin", "stdout", "-l", LANGUAGE, "--dpi", dots, "tsv", given=head + picture.pixels)
    glyphs = glyphs_of(words_of(tsv.decode(errors="replace")), picture.dots)
    return Page(number + 1, *size, glyphs, rules_of(picture))


def _drawn(data: bytes, number: int) -> tuple[Picture, tuple[float, float]]:
    """Return a page as grey pixels, and its width and height in points."""
    document = pypdfium2.PdfDocument(data)
    page = document[number]
    width, height = page.get_size()
    scale = min(_DOTS / 72, (_MOST_PIXELS / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    shown, stride = bytes(bitmap.buffer), bitmap.stride
    pixels = b"".join(shown[row * stride : row * stride + bitmap.width] for row in range(bitmap.height))
    return Picture(pixels, bitmap.width, bitmap.height, scale * 72), (width, height)


def _output(program: str, *arguments: str, given: bytes = b"") -> bytes:
    """Run the program under the limits of this process, on one thread, and return what it writes to its output."""
    done = subprocess.run(  # noqa: S603 - the arguments are our own
        [program, *arguments],
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        check=True,
    )
    return done.stdout
