"""The pulse: each loop of the bot beats whenever it comes round, so that one that hangs is told from one that waits.

A process can be alive while a loop in it is stuck; only the loop's own silence shows it.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class _Beat:
    """The last beat of a loop, and after how many seconds of silence it counts as stuck."""

    monotonic: Callable[[], float]
    at: float
    most: float


_HERE: ContextVar[_Beat | None] = ContextVar("loop", default=None)


def beat() -> None:
    """Beat, for the loop in whose task this is called; outside of one this does nothing."""
    found = _HERE.get()
    if found is not None:
        found.at = found.monotonic()


class Pulse:
    """Knows the loops that run here. `monotonic` gives seconds that no clock setting moves."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._loops: dict[str, _Beat] = {}

    async def loop(self, name: str, work: Awaitable[None], *, most: float) -> None:
        """Run `work`, in a task of its own, as the loop `name`; `most` seconds may pass between two of its beats."""
        self._loops[name] = here = _Beat(self._monotonic, self._monotonic(), most)
        _HERE.set(here)
        try:
            await work
        finally:
            del self._loops[name]

    def silences(self) -> dict[str, float]:
        """Return for how many seconds each loop has not beaten."""
        now = self._monotonic()
        return {name: now - beat.at for name, beat in self._loops.items()}

    def stuck(self) -> list[str]:
        """Return the loops that have been silent for too long."""
        return sorted(name for name, silence in self.silences().items() if silence > self._loops[name].most)
