"""Markers of paragraphs (I. · 1. · a) · - · +) and how high each stands."""

from __future__ import annotations

import re
from enum import IntEnum


class Rank(IntEnum):
    """How high a marker stands; real plans skip and mix levels, so only the order counts."""

    ROOT = 0
    PART = 5
    ANNEX = 6
    CAPITAL = 8
    ROMAN = 10
    LABEL = 15
    NUMBER = 20
    DECIMAL = 25
    NAME = 27
    LETTER = 30
    BRACKET = 35
    BULLET = 40
    PLUS = 50
    PLAIN = 60


_SHAPES: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    (Rank.PART, re.compile(r"((?:PHẦN|Phần|CHƯƠNG|Chương)\s+(?:thứ\s+\w+|THỨ\s+\w+|[IVX\d]+))\s*[.:]?\s*")),
    (Rank.ROMAN, re.compile(r"([IVX]{1,5})\s*[./)-]\s*(?=\S)")),
    (Rank.ROMAN, re.compile(r"(?:MỤC|Mục|ĐIỀU|Điều)\s+([IVX\d]+)\s*[.:]?\s*")),
    (Rank.CAPITAL, re.compile(r"([A-HĐ])\s*[.)]\s+(?=\S)")),
    (Rank.DECIMAL, re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\s*[.)/]?\s+(?=\D)")),
    (
        Rank.NUMBER,
        re.compile(
            r"(\d{1,2})\s*(?:[.)]|/(?!\d)|-(?=\s))\s*(?=[^\d\s.])|(\d{1,2})[.)/]\s+(?=\d{1,2}\s*(?:giờ|h\d|h\b|g\d|"
            r":\d))"
        ),
    ),
    (Rank.LETTER, re.compile(r"([a-zđ])\s*[.)/]\s*(?=\S)")),
    (Rank.BRACKET, re.compile(r"\((\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s*(?=\S)")),
    (Rank.PLUS, re.compile(r"([+○◦])\s*(?=\S)")),
    (Rank.NAME, re.compile(r"(\*{1,2})\s*(?=\S)")),
    (Rank.BULLET, re.compile(r"([-–—•▪●·]|[\u2190-\u2bff\ue000-\uf8ff\U0001f300-\U0001faff]\ufe0f?)\s*(?=\S)")),
)


def marker_of(text: str) -> tuple[Rank, str, str]:
    """Return rank, marker and the rest of a paragraph; without a marker its rank is PLAIN."""
    for rank, shape in _SHAPES:
        if (found := shape.match(text)) and not _is_word(rank, text, found):
            return rank, next(group for group in found.groups() if group), text[found.end() :]
    return Rank.PLAIN, "", text


def _is_word(rank: Rank, text: str, found: re.Match[str]) -> bool:
    """ "c/o" and "V/v": a letter with a slash is a marker only before a large letter or a space."""
    if rank is Rank.ROMAN and text[:3].lower() == "v/v":
        return True
    return rank is Rank.LETTER and "/" in found[0] and not text[found.end() :][:1].isupper()
