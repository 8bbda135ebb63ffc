"""To whom a paper is sent: the names behind "Kính gửi" or "Kính mời"."""

from __future__ import annotations

import re

from bot.plan_reader.blocks import Block, Paragraph
from bot.plan_reader.markers import Rank, marker_of
from bot.plan_reader.outline import Node
from bot.plan_reader.words import plain, trim

_TO = re.compile(
    r"(?:(?:trân trọng )?kính (?:gửi|mời)\s*:?\s*(?!các đồng chí tới|quý)|"
    r"[^.:;]{3,80}\sđiện\s*:\s*|[^.:;]{3,150}\skính mời\s*:\s*)",
    re.IGNORECASE,
)
_PARTING = re.compile(r"\s*;\s*")
_BLANK = re.compile(r"\.{4,}|…{2,}|_{4,}")
"""A line to be filled in by hand names nobody."""
_LONGEST = 220
_ITEMS = {Rank.BULLET, Rank.PLUS, Rank.PLAIN, Rank.NUMBER, Rank.LETTER}
_LABEL = re.compile(r"(?:thoi gian|dia diem|thanh phan|noi dung|chu tri|hinh thuc|chuong trinh)\b")
"""What a numbered part of the text begins with, where no addressee does."""


def addressees(blocks: list[Block]) -> list[Node]:
    """Return the lines of the addressees as nodes, without their dashes; [] where the paper is sent to nobody."""
    paragraphs = [b for b in blocks[:60] if isinstance(b, Paragraph)]
    for i, paragraph in enumerate(paragraphs):
        found = _TO.match(paragraph.text)
        if found and (":" in found[0] or not paragraph.text[found.end() :]):
            same = paragraph.text[found.end() :]
            below = [] if same and same.rstrip()[-1:] not in {";", ",", ":"} else _listed(paragraphs[i + 1 :])
            lines = [(part, paragraph) for part in _PARTING.split(same)] + below
            return [_node(text, at) for text, at in lines if len(plain(trim(text))) > 3 and not _BLANK.search(text)]
    return []


def _listed(after: list[Paragraph]) -> list[tuple[str, Paragraph]]:
    """The lines below: bulleted ones, or such as end like items of a list."""
    out: list[tuple[str, Paragraph]] = []
    for paragraph in after:
        rank, _, text = marker_of(paragraph.text)
        if len(text) > _LONGEST or rank not in _ITEMS or _LABEL.match(plain(text)):
            break
        if rank is Rank.PLAIN and paragraph.text[-1:] not in {";", ","} and not (out and out[-1][0][-1:] in {";", ","}):
            break
        out.append((text, paragraph))
        if text.endswith(".") and rank not in {Rank.NUMBER, Rank.LETTER}:
            break
    return out


def _node(text: str, at: Paragraph) -> Node:
    return Node(Rank.BULLET, "", trim(text), at.place)
