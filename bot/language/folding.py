"""Folding: what makes two spellings of one Vietnamese text equal, for matching only; what is shown stays as written."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_NOT_WORD = re.compile(r"[\W_]+")


def nfc(text: str) -> str:
    """Return `text` in NFC with white space folded and control, bidi and zero-width characters removed."""
    composed = unicodedata.normalize("NFC", text)
    if not composed.isprintable():  # seldom, and looking at each character costs large tables most of their time
        spaced = (" " if c.isspace() else c for c in composed)
        shown = "".join(c for c in spaced if unicodedata.category(c) not in _INVISIBLE)
        composed = unicodedata.normalize("NFC", shown)  # what was taken out may have held a letter and its mark apart
    return " ".join(composed.split())


def fold(text: str) -> str:
    """Return `text` without case, marks and punctuation: words of a-z and 0-9 (or other scripts) with single spaces.

    Both placements of tones (hoà, hòa) and both letters Đ and Ð (U+0110, U+00D0) fold alike.
    """
    plain = unicodedata.normalize("NFD", nfc(text).casefold().replace("đ", "d").replace("ð", "d"))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_NOT_WORD.sub(" ", bare).split())
