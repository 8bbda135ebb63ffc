"""A row of the agenda as a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from typing import Any

from bot.plan_reader.hours import spelled


@dataclass
class Item:
    """A row of the agenda; `torn` when a page break split it, `part` counts the days or halves that rows head."""

    start: time | None
    end: time | None
    content: str
    presenter: str | None
    source: dict[str, Any] = field(default_factory=dict)
    torn: bool = False
    part: int = 0
    certainty: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the form of the contract."""
        out = {
            "start": spelled(self.start),
            "end": spelled(self.end),
            "content": self.content,
            "presenter": self.presenter,
            "source": self.source,
        }
        return out if self.certainty is None else {**out, "certainty": self.certainty}
