"""The links in a sheet of invite codes: handed out on paper in an office, tapped on the page by whom they are for."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO

from python_calamine import CalamineWorkbook

LINK = re.compile(r"https://t\.me/\w+\?start=([\w-]{1,64})", re.ASCII)


@lru_cache(maxsize=64)
def codes_in(name: str, data: bytes) -> tuple[tuple[str, str], ...]:
    """Return (unit, what its link opens the bot with) for each row of an .xlsx of the bot that holds a link."""
    if not name.endswith(".xlsx"):
        return ()
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    found = []
    for row in rows:
        cells = [str(cell) for cell in row]
        link = next((match for cell in cells if (match := LINK.fullmatch(cell.strip()))), None)
        if link is not None:
            names = [cell for cell in cells if any(c.isalpha() for c in cell) and not cell.startswith("http")]
            found.append((names[0] if names else "", link[1]))
    return tuple(found)
