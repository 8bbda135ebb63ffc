"""How a conference stands, as a picture: bars by group of units and the deadlines of the week (PNG, by typst).

Drawn in a child process: the engine keeps some 65 MB once it has run, which a bot on a small machine can't spare.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.confined import Limits, confined, serve

TEMPLATE = Path(__file__).parent / "templates" / "progress.typ"
LIMITS = Limits(seconds=40, cpu=20)
PIXELS_PER_INCH = 216
"""Three pixels a point: sharp on a telephone, some 1,080 pixels wide."""


@dataclass(frozen=True)
class Group:
    """Units of one kind: how many have their list complete, have begun, have nothing yet; `count` says it in words."""

    label: str
    count: str
    complete: int
    begun: int
    open: int


@dataclass(frozen=True)
class DeadlineRow:
    """A deadline: its day, the act, and who still owes it, in words; `late` once it has passed."""

    day: str
    act: str
    owing: str
    late: bool


@dataclass(frozen=True)
class Progress:
    """What the picture shows; `condition` is said on top where the conference doesn't simply go on.

    `words` are its headings: progress, complete, begun, open, deadlines, no_deadlines.
    """

    language: str
    title: str
    as_of: str
    condition: str | None
    groups: tuple[Group, ...]
    deadlines: tuple[DeadlineRow, ...]
    words: Mapping[str, str]


def draw(progress: Progress) -> bytes:
    """Return the picture as PNG; what people typed is data to the template and never run."""
    import typst  # noqa: PLC0415 - only the child process loads it

    data = json.dumps(asdict(progress), ensure_ascii=False)
    found = typst.compile(
        str(TEMPLATE), format="png", ppi=PIXELS_PER_INCH, sys_inputs={"data": data}, ignore_system_fonts=True
    )
    assert isinstance(found, bytes), "one page is one picture"
    return found


async def draw_in_child(progress: Progress) -> bytes:
    """Return the picture, drawn by a process of its own (see `bot.confined`).

    Raises:
        ChildDied: the child failed.
        TimeoutError: it took too long.
    """
    return await confined("bot.documents.progress", json.dumps(asdict(progress)).encode(), LIMITS)


def _picture(data: bytes) -> bytes:
    told = json.loads(data)
    groups = tuple(Group(**group) for group in told.pop("groups"))
    deadlines = tuple(DeadlineRow(**row) for row in told.pop("deadlines"))
    return draw(Progress(groups=groups, deadlines=deadlines, **told))


if __name__ == "__main__":
    sys.exit(serve(_picture))
