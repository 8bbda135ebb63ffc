"""The clock strip of the page: what it may do to the playground, given by whoever runs the bot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

STEPS = ("hour", "working_morning", "next_ping", "pause", "resume")
"""One hour on; the next working day at 08:00; the instant of the next ping; time stands still, or runs again."""


@dataclass(frozen=True)
class Upcoming:
    """Something that will happen by itself: its instant (aware), and in a few words what and why."""

    at: datetime
    text: str


async def nothing_upcoming(_language: str) -> list[Upcoming]:
    """Return nothing: the bot isn't there yet."""
    return []


@dataclass(frozen=True)
class Controls:
    """What the page may do: `advance(step)` does one of `STEPS`, `upcoming(language)` tells what comes, earliest first.

    `restart()` makes all new; `running()` tells whether time passes.
    """

    advance: Callable[[str], Awaitable[None]] | None = None
    upcoming: Callable[[str], Awaitable[list[Upcoming]]] = nothing_upcoming
    restart: Callable[[], None] | None = None
    running: Callable[[], bool] = lambda: True
