"""Labels alone on their line ("Thành phần:") and the unmarked lines below them that are their items."""

from __future__ import annotations

import re

from bot.plan_reader.blocks import Block, Paragraph
from bot.plan_reader.words import plain

_LABEL = re.compile(
    r"(?:\w+ ){0,3}?(?:thoi gian|dia diem|thanh phan|khach moi|dai bieu|noi dung|chuong trinh|chu tri|doi tuong)\b"
    r"[^:.;]{0,50}:"
)
_INLINE = re.compile(r"[^:.;]{0,40}?(?:thoi gian|dia diem|noi dung|chu tri|hinh thuc|kinh phi|lien he)\b[^:.;]{0,40}:")
_MARKED = re.compile(r"\s*(?:[-–+•*]|\d{1,2}[.)]|[a-zđ][.)]|[IVX]+[.)])")
_HOUR = re.compile(r"(?:[Tt]ừ )?\d{1,2} ?(?:h|g|giờ|:) ?\d{0,2}[^.]{0,25}:\s")
"""A row of a programme: "16h30: Đón khách"."""
_LONGEST = 70


def is_label(text: str) -> bool:
    """Tell whether a line is nothing but a label over what follows ("Thời gian, địa điểm:")."""
    return len(text) <= _LONGEST and bool(_LABEL.fullmatch(plain(text)))


def unmarked_items(blocks: list[Block]) -> set[int]:
    """Return which blocks are items of a list without dashes: below a label, each ending in ";" but the last."""
    found: set[int] = set()
    for i, block in enumerate(blocks):
        if isinstance(block, Paragraph) and is_label(block.text):
            found |= _below(blocks, i + 1)
    return found


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _below(blocks: list[Block], start: int) -> set[int]:
    found: set[int] = set()
    for i in range(start, len(blocks)):
        block = blocks[i]
        if not isinstance(block, Paragraph) or _MARKED.match(block.text) or _INLINE.match(plain(block.text)):
            break
        if found and _HOUR.match(_text(blocks[i - 1])) and not _HOUR.match(block.text):
            break
        goes_on = block.text.rstrip()[-1:] in {";", ","} or bool(_HOUR.match(block.text))
        if not found and not goes_on:
            break
        found.add(i)
        if not goes_on:
            break
    return found
