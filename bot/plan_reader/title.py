"""The title of a plan and the kind of event that it names."""

from __future__ import annotations

import re

from bot.plan_reader.blocks import Paragraph
from bot.plan_reader.outline import Rank, marker_of
from bot.plan_reader.words import plain, trim

_KINDS = (
    "hội nghị",
    "tọa đàm",
    "hội thảo",
    "đối thoại",
    "đại hội",
    "diễn đàn",
    "lễ",
    "hội thi",
    "tập huấn",
    "họp",
    "buổi làm việc",
    "liên hoan",
    "ngày hội",
    "gặp mặt",
    "giao ban",
    "tiếp xúc",
)
_GROUNDS = re.compile(r"\s+(?=(?:Thực hiện|Căn cứ|Nhằm|Để (?:triển khai|thực hiện)) )")
"""How the text after the title begins, where a broken line has glued it to the title."""
_SENTENCE = re.compile(
    r"(?:thuc hien|can cu|de |nham|phan |xet|ngay \d|trien khai (?:thuc hien )?(?:ke hoach|nghi quyet|quyet dinh)|"
    r"uy ban nhan dan .{3,40} (?:ban hanh|xay dung))"
)
_LONGEST = 400


def title_of(lines: list[Paragraph]) -> str:
    """Return the title: the line of the kind of paper with the lines below it, up to the first sentence or heading."""
    first = lines[0].text
    parts = [first.capitalize() if first.isupper() else first]
    for line in lines[1:]:
        text = _GROUNDS.split(line.text, maxsplit=1)[0]
        if not _belongs(text, parts):
            break
        parts.append(text)
        if text != line.text:
            break
    if len(parts) > 1 and not "".join(parts[1:]).isupper():
        parts[1] = parts[1][:1].lower() + parts[1][1:]
    return trim(" ".join(parts))


def _belongs(text: str, parts: list[str]) -> bool:
    if re.fullmatch(r"[\W_]+", text) or len(text) > _LONGEST or marker_of(text)[0] is not Rank.PLAIN:
        return False
    if len(parts) == 1:
        return True
    stopped = text[-1:] in ".;:" or parts[-1][-1:] in ".;:"
    return not stopped and len(text) < _LONGEST / 2 and not _SENTENCE.match(plain(text))


def kind_in(title: str) -> str | None:
    """Return the first kind of event that a title names, in lower case."""
    flat = plain(title)
    found = [
        (m.start(), kind)
        for kind in _KINDS
        if (m := re.search(rf"\b{plain(kind)}\b", flat)) and _spelled(title, m, kind)
    ]
    if not found:
        return None
    return min(found, key=lambda f: (f[0], -len(f[1])))[1]


def _spelled(title: str, found: re.Match[str], kind: str) -> bool:
    """ "Lễ" and "lệ" fold alike: the short kinds must be spelled out."""
    return len(kind) > 3 or title[found.start() : found.end()].lower() == kind
