"""Plain text: letters without marks and case, one for one, so that places found in it are places in the original."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SAME = str.maketrans(
    {
        "đ": "d",
        "Đ": "d",
        "ð": "d",
        "Ð": "d",
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
        "’": "'",
        "‘": "'",
        "′": "'",
        "“": '"',
        "”": '"',
    }
)


@lru_cache(maxsize=8192)
def _base(character: str) -> str:
    first = unicodedata.normalize("NFD", character)[0].lower()
    return first if len(first) == 1 else character


def plain(text: str) -> str:
    """Return `text` (NFC) in small letters without marks, of the same length; dashes and quotes made equal."""
    return "".join(_base(c) for c in text.translate(_SAME))


def trim(text: str) -> str:
    """Return `text` without the punctuation and connecting dashes around it."""
    return text.strip(" \t,;.:…-–—*/").removesuffix("./").strip()


def sentence_case(text: str) -> str:
    """Return `text` with its first letter large."""
    return text[:1].upper() + text[1:]


_UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"


def cased(pattern: str) -> str:
    """Return a pattern in which `<A>` stands for a large and `<a>` for a small letter, Vietnamese ones too.

    A range such as À-Ỹ won't do: large and small letters alternate there.
    """
    return pattern.replace("<A>", f"[{_UPPER}]").replace("<a>", f"[{_UPPER.lower()}]")
