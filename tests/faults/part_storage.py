"""Part `storage`: a disk that is full, a file that another process locks, a database that is away; then all goes on."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import sqlite3
from collections.abc import Awaitable, Callable

from tests.faults.patience import lasting
from tests.faults.stage import Mode, Stage
from tests.faults.trial import Trial
from tests.faults.trials import Run

Fault = Callable[[Stage, float], Awaitable[None]]
AWAY = "database away"
"""What a part of the bot says that feels it."""
ROOM = 64 * 1024
"""Bytes that a full disk still has: the log goes on, the write-ahead log soon doesn't."""


async def storage(run: Run) -> None:
    """Try each of them under people who work."""
    seconds = 60.0 if run.long else 6.0
    pieces = [
        _piece(run, "disk full", Mode(), _full, seconds),
        _piece(run, "locked by another process", Mode(), _locked, 5.0),
    ]
    if run.server:
        mode = Mode(webhook=True, server=run.server)
        pieces += [
            _piece(run, "database away", mode, _away, seconds),
            _piece(run, "connections broken again and again", mode, _broken, seconds),
        ]
    await asyncio.gather(*pieces)


async def _piece(run: Run, name: str, mode: Mode, fault: Fault, seconds: float) -> None:
    await run.piece(name, lambda inner: _tried(inner, name, mode, fault, seconds))


async def _tried(run: Run, name: str, mode: Mode, fault: Fault, seconds: float) -> None:
    async def meanwhile(found: Stage) -> None:
        await asyncio.sleep(2)
        await fault(found, seconds)

    trial = Trial(mode=mode, units=2, per_second=10, seconds=2, meanwhile=meanwhile)
    found = await trial.run(run.folder / name, run.random(name))
    felt = (run.folder / name / "0" / "log.txt").read_text(encoding="utf-8").count(AWAY)
    found.figures["felt by parts of the bot"] = felt
    if not felt and fault is not _locked:
        found.broken.append("the fault was never felt")
    run.tell(f"{name}, {seconds:.0f} s", found)


async def _full(found: Stage, seconds: float) -> None:
    """Let no file of the bot grow beyond what it has and a little more, for a while."""
    files = [file for file in found.bot.place.folder.iterdir() if file.is_file()]
    most = max(file.stat().st_size for file in files) + ROOM
    resource.prlimit(found.bot.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    await lasting(seconds, lambda: found.log().count(AWAY), lambda: len(found.log()))
    resource.prlimit(found.bot.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


async def _locked(found: Stage, seconds: float) -> None:
    """Hold the file's write lock as an administrator's tool may."""
    with contextlib.closing(sqlite3.connect(found.bot.place.database, timeout=600, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(seconds)
        other.execute("ROLLBACK")


async def _away(found: Stage, seconds: float) -> None:
    """Break every connection to the server and let none be made, for a while."""
    for cable in found.cables:
        cable.pull()
        cable.cut()
    await lasting(seconds, lambda: found.log().count(AWAY), lambda: len(found.log()))
    for cable in found.cables:
        cable.plug()


async def _broken(found: Stage, seconds: float) -> None:
    """Break every connection ten times a second: some break in the middle of a commit, whose outcome nobody knows."""

    async def cut() -> None:
        while True:
            await asyncio.sleep(0.1)
            for cable in found.cables:
                cable.cut()

    cutting = asyncio.create_task(cut())
    await lasting(seconds, lambda: found.log().count(AWAY), lambda: len(found.telegram.calls))
    cutting.cancel()
