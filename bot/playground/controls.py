"""The clock strip of the page: what it may do to playground time, given by whoever runs the bot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

STEPS = ("hour", "working_morning", "next_ping")
"""One hour on; the next working day at 08:00; the instant of the next ping."""


@dataclass(frozen=True)
class Upcoming:
    """A ping to come: its instant (aware) and a few words about it."""

    at: datetime
    text: str


async def nothing_upcoming() -> list[Upcoming]:
    """Return no pings: the bot isn't there yet."""
    return []


@dataclass(frozen=True)
class Controls:
    """`advance(step)` moves playground time by one of `STEPS`; `upcoming()` tells the next pings, earliest first."""

    advance: Callable[[str], Awaitable[None]] | None = None
    upcoming: Callable[[], Awaitable[list[Upcoming]]] = nothing_upcoming
