"""Tables that only lay out a page: the two columns of the head and of the signature."""

from __future__ import annotations

import re

from bot.plan_reader.words import plain

_LAYOUT = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|doc lap ?[-–] ?tu do|dang cong san viet nam|\bnoi nhan ?:|^so ?:.{0,20}/"
)


def lays_out(cells: list[str]) -> bool:
    """Tell whether these cells (of a table's first rows) hold the parts of a head or of a signature block."""
    return len(cells) <= 12 and any(_LAYOUT.search(plain(line.strip())) for cell in cells for line in cell.split("\n"))
