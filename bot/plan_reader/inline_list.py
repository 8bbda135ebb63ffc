"""A list inside one paragraph: "Chương trình: 1. Khai mạc; 2. Báo cáo; 3. Kết luận"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.plan_reader.labels import is_label
from bot.plan_reader.words import plain

_NUMBER = re.compile(r"(?:^|(?<=[;.,])\s*|\s)\(?(\d{1,2})[.)/]\)?\s+(?=[^\d\s])")
_ONE_THING = re.compile(r"(?:\w+ ){0,3}?(?:thoi gian|dia diem|chu tri)\b")


@dataclass(frozen=True)
class InlineList:
    """The label with its colon, and the items without their numbers."""

    label: str
    items: tuple[str, ...]


def inline_list(text: str) -> InlineList | None:
    """Return the list of a paragraph: a label, then items numbered from 1 on; None where it is none."""
    label, colon, rest = text.partition(":")
    if not colon or not is_label(f"{label}:") or _ONE_THING.match(plain(label)):
        return None
    rest = rest.strip()
    starts = list(_NUMBER.finditer(rest))
    counted = _counted(starts)
    if len(counted) < 2 or rest[: counted[0].start()].strip(" (gồm:"):
        return None
    ends = [*(found.start() for found in counted[1:]), len(rest)]
    items = (rest[found.end() : end].strip() for found, end in zip(counted, ends, strict=True))
    return InlineList(f"{label}:", tuple(items))


def _counted(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Those numbers that count on from 1; others stand inside an item."""
    out: list[re.Match[str]] = []
    for number in found:
        if int(number[1]) == len(out) + 1:
            out.append(number)
    return out
