"""Sources of findings: where in the document a fact stands."""

from __future__ import annotations

from typing import Any

from bot.plan_reader.blocks import Row
from bot.plan_reader.outline import Node


def source(node: Node, row: Row | None = None, column: int | None = None) -> dict[str, Any]:
    """Return section (as the document numbers it), line, and page and cell where there are any."""
    place = row.place if row else node.place
    found: dict[str, Any] = {"section": node.section or None, "line": place.line}
    if place.page is not None:
        found["page"] = place.page
    if column is not None:
        found["cell"] = column + 1
    return found
