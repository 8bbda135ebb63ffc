"""A bot under trial: as `dieuphoi run`, but one that dies at a point inside it, or whose clock a file sets wrong."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.clock import Clock, SystemClock
from bot.config import load
from bot.run import serve
from tests.faults.kills import Point
from tests.faults.points import arm

ENTRY = ("-m", "tests.faults.entry")


class WrongClock:
    """The machine's clock, off by the seconds that stand in a file, or stopped at the instant that stands there.

    Nobody is told when that changes.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        """Return the instant that this machine takes for the present one."""
        text = self._file.read_text(encoding="ascii")
        return datetime.fromisoformat(text) if ":" in text else datetime.now(UTC) + timedelta(seconds=float(text))

    def on_move(self, listener: Callable[[], None]) -> None:
        """Never call anybody, as with a machine's clock."""


def main() -> None:
    """Read the command line and run until stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--die", nargs=2, metavar=("POINT", "NTH"))
    parser.add_argument("--clock", type=Path)
    parser.add_argument("--config", type=Path, required=True)
    options = parser.parse_args()
    if options.die:
        arm(Point[options.die[0]], int(options.die[1]))
    clock: Clock = WrongClock(options.clock) if options.clock else SystemClock()
    asyncio.run(until_stopped(serve(load(options.config), clock)))


async def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run until done or asked to end."""
    task = asyncio.ensure_future(work)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await task


if __name__ == "__main__":
    main()
