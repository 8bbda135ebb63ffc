"""Lines that were broken at a margin, put together again."""

from __future__ import annotations

import re
from statistics import median

ITEM = re.compile(
    r"\s*(?:[-–—+•*▪●○◦·]\s|[-–—+•][^\W\d]|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?\s|\d{1,2}[.)/]\s|[IVX]{1,5}[./)]\s?|"
    r"[A-ZĐa-zđ][.)]\s|"
    r"(?:Phần|PHẦN|Mục|MỤC|Chương|CHƯƠNG|Điều|ĐIỀU)\s(?:thứ|THỨ|[IVX\d])|Nơi nhận)"
)
"""How a line begins that starts an item, a heading or a block of its own."""
_COLUMNS = re.compile(r"\S\s{5,}\S")
"""Lines of a letterhead whose two columns stand beside each other."""
_END = re.compile(r"[.!?…/]\s*$")


def unwrap(lines: list[str]) -> list[str]:
    """Return the lines of a text joined where a margin broke them; a text without a margin comes back as it is."""
    margin = _margin(lines)
    if margin is None:
        return lines
    out: list[str] = []
    for i, line in enumerate(lines):
        if i and out and _goes_on(lines[i - 1], line, margin):
            out[-1] = f"{out[-1].rstrip()} {line.strip()}"
        else:
            out.append(line)
    return out


def _margin(lines: list[str]) -> int | None:
    """Return the width at which the text is broken: most long lines end close under one width below 140 characters."""
    full = [len(line.rstrip()) for line in lines if line.strip() and "\t" not in line]
    widest = max(full, default=0)
    long = [width for width in full if width > 0.8 * widest]
    if len(full) < 8 or not 50 <= widest <= 140 or len(long) < 0.3 * len(full):
        return None
    return int(median(long)) - 14


def _goes_on(before: str, line: str, margin: int) -> bool:
    if not before.strip() or not line.strip() or "\t" in before or "\t" in line or ITEM.match(line):
        return False
    if _COLUMNS.search(before.strip()) or _COLUMNS.search(line.strip()):
        return False
    return len(before.rstrip()) >= margin and not (_END.search(before) and line.lstrip()[:1].isupper())
