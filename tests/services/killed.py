"""What is killed in the middle, in processes of its own.

They are forked from one that has imported everything, so a kill costs little more than the work before it.
"""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.config import Settings
from bot.db.engine import Database
from bot.db.schema import run
from bot.returning import restore

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload([__name__])
STEPS = ("os.rename", "os.link", "os.remove")
"""Steps of a return to a copy: events of Python's audit hooks."""


async def goes_through(act: Callable[..., None], *arguments: Any) -> bool:
    """Let a process do `act`; return whether it came to its end; it was killed otherwise."""
    process = CONTEXT.Process(target=act, args=arguments)
    process.start()
    await asyncio.to_thread(process.join)
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode == 0


def upgrade_until(statement: int, url: str) -> None:
    """Upgrade a database, and die before the statement of that number."""
    numbers = itertools.count(1)

    @event.listens_for(Engine, "before_cursor_execute")
    def count(*_: object) -> None:
        _die_at(statement, numbers)

    asyncio.run(run(Database(url), "upgrade", "head"))


def restore_until(step: int, at: Settings, copy: Path, now: datetime) -> None:
    """Return to a copy, and die before the step of that number."""
    numbers = itertools.count(1)

    def count(name: str, arguments: tuple[Any, ...]) -> None:
        if name in STEPS and "bot.sqlite3" in str(arguments[0]):
            _die_at(step, numbers)

    sys.addaudithook(count)
    asyncio.run(restore(at, copy, now=now))


def _die_at(last: int, numbers: itertools.count[int]) -> None:
    if next(numbers) == last:
        os.kill(os.getpid(), signal.SIGKILL)
