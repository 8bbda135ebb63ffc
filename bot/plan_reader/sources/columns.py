"""Columns of a page: what stands beside each other in a letterhead or a signature is read one after the other."""

from __future__ import annotations

from bot.plan_reader.sources.flowing import ends_the_head
from bot.plan_reader.sources.page import Line


def columns(lines: list[Line]) -> list[Line]:
    """Where lines stand beside each other, read the left column to its end, then the right one."""
    out: list[Line] = []
    i = 0
    while i < len(lines):
        if i + 1 < len(lines) and _beside(lines[i], lines[i + 1]):
            left, right = _gutter(lines[i:])
            out += left + right
            i += len(left) + len(right)
        else:
            out.append(lines[i])
            i += 1
    return out


def _gutter(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines left and right of the gap between the first two, down to a line that closes or crosses it."""
    low, high = lines[0].right, lines[1].left
    left: list[Line] = []
    right: list[Line] = []
    for count, line in enumerate(lines):
        nearer = (line.left + line.right) / 2 < (low + high) / 2
        if count > 1 and ends_the_head(line):
            break
        if line.right < high and nearer:
            left.append(line)
            low = max(low, line.right)
        elif line.left > low:
            right.append(line)
            high = min(high, line.left)
        else:
            break
    return left, right


def _beside(a: Line, b: Line) -> bool:
    return abs(a.y - b.y) <= 0.5 * a.size and b.left > a.right
