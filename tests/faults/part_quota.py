"""Part `quota`: fifty writers in several processes take the last place at once."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Sequence
from datetime import UTC, datetime

from tests.faults import seed
from tests.faults.checker import Findings
from tests.faults.process import ROOT, RUN
from tests.faults.scenes import Scene, counted
from tests.faults.seed import FIRST_FOCAL
from tests.faults.stage import Mode, Stage, stage
from tests.faults.trials import Run
from tests.faults.writers import WRITERS

PROCESSES, EACH = 5, 10
ENTERED = "SELECT count(*) FROM delegate WHERE state = 'entered'"


async def quota(run: Run) -> None:
    """Try it on each engine that there is."""
    modes = [Mode(), Mode(server=run.server)][: 1 + bool(run.server)]
    await asyncio.gather(*(run.piece(_called(mode), lambda inner, m=mode: _tried(inner, m)) for mode in modes))  # type: ignore[misc]


def _called(mode: Mode) -> str:
    return f"the last place ({'PostgreSQL' if mode.server else 'SQLite'})"


async def _tried(run: Run, mode: Mode) -> None:
    found = Findings({"writers at once": PROCESSES * EACH})
    found.figures["entered"] = count = await entered(run, _called(mode), mode, "kept", PROCESSES)
    found.broken += [] if count else ["nobody got the place"]
    found.expect("places oversold", max(0, count - 1))
    run.tell(_called(mode), found)


async def entered(run: Run, name: str, mode: Mode, guard: str, processes: int) -> int:
    """Let all of them write at once; return how many have a place, of which there is one."""
    async with stage(run.folder / name, mode, run.random(name)) as found:
        async with seed.province(found.bot.place, datetime.now(UTC)) as province:
            units = [await province.unit(number, FIRST_FOCAL + number) for number in range(processes * EACH)]
            group = await province.world.group(province.conference, units, seats=None)
            group.seats = 1
        await _all_at_once([await _writer(found, guard, number) for number in range(processes)])
        return await counted(found, ENTERED)


async def _all_at_once(writers: Sequence[Process]) -> None:
    try:
        for writer in writers:
            assert writer.stdout is not None, "a pipe"
            assert (said := await writer.stdout.readline()) == b"ready\n", said
        ends = await asyncio.gather(*(writer.communicate(b"go\n") for writer in writers))
        assert not any(writer.returncode for writer in writers), b"".join(out for out, _ in ends).decode()
    finally:
        for writer in writers:
            if writer.returncode is None:
                writer.kill()
                await writer.wait()


async def _writer(found: Stage, guard: str, number: int) -> Process:
    place = found.bot.place
    return await asyncio.create_subprocess_exec(
        *(sys.executable, *WRITERS, guard, str(number * EACH), str(EACH), "--config", str(place.config)),
        cwd=place.folder,
        env={"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "TZ": "UTC"},
        stdin=PIPE,
        stdout=PIPE,
        stderr=STDOUT,
    )


async def _oversold(run: Run, name: str, arguments: Sequence[str], mode: Mode) -> int:
    """Let two processes count before either of them writes; return how many have a place that isn't there."""
    return max(0, await entered(run, name, mode, "kept" if arguments is RUN else "missing", 2) - 1)


async def _on_sqlite(run: Run, name: str, arguments: Sequence[str]) -> int:
    return await _oversold(run, name, arguments, Mode())


async def _on_postgresql(run: Run, name: str, arguments: Sequence[str]) -> int:
    return await _oversold(run, name, arguments, Mode(server=run.server))


SCENES = {"counts places before it begins (SQLite)": Scene("places oversold", _on_sqlite)}
SCENES_ON_SERVER = {"counts places without their lock (PostgreSQL)": Scene("places oversold", _on_postgresql)}
