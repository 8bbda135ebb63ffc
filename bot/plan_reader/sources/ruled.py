"""The ruled lines of a scanned page: long runs of dark pixels, found by what works on whole rows of bytes at once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.plan_reader.sources.page import Rule

_DARK = bytes(1 if value < 160 else 0 for value in range(256))
_SHORTEST = 0.5
"""Inches: no stroke of a letter is as long."""
_SLANT = 5
"""Rows of pixels looked at as one: a page lies in the scanner a little askew."""
_MOST = 2000


@dataclass(frozen=True)
class Picture:
    """A page as grey pixels (a byte each, rows from the top), and how many of them make an inch."""

    pixels: bytes
    width: int
    height: int
    dots: float


def rules_of(picture: Picture) -> list[Rule]:
    """Return the horizontal and vertical lines of a page, in points from its top left."""
    dark, scale = picture.pixels.translate(_DARK), 72 / picture.dots
    turned = b"".join(dark[x :: picture.width] for x in range(picture.width))
    least = int(_SHORTEST * picture.dots)
    across = _runs(dark, picture.width, least)
    down = _runs(turned, picture.height, least)
    flat = [Rule(left * scale, at * scale, right * scale, at * scale) for at, left, right in across]
    return flat + [Rule(at * scale, top * scale, at * scale, bottom * scale) for at, top, bottom in down]


def _runs(dark: bytes, width: int, least: int) -> list[tuple[float, int, int]]:
    """Return the dark runs along the rows as (middle row, start, end); those that touch from band to band are one."""
    band = _SLANT * width
    found: list[list[int]] = []
    for start in range(0, len(dark) - band + 1, band):
        row = start // width
        for run in re.finditer(rb"\x01{%d,}" % least, _together(dark[start : start + band], width)):
            left, right = run.span()
            before = next((f for f in found if row - f[1] <= _SLANT and f[2] <= right and left <= f[3]), None)
            if before is None:
                found.append([row, row, left, right])
            else:
                before[1:] = [row, min(before[2], left), max(before[3], right)]
        if len(found) > _MOST:
            return []
    return [
        ((first + last + _SLANT) / 2, left, right) for first, last, left, right in found if last - first < 4 * _SLANT
    ]


def _together(band: bytes, width: int) -> bytes:
    """Return the rows of a band laid on each other: dark where one of them is."""
    whole = 0
    for start in range(0, len(band), width):
        whole |= int.from_bytes(band[start : start + width], "big")
    return whole.to_bytes(width, "big")
