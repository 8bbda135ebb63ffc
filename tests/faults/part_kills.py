"""Part `kills`: real work in every mode, killed at every point; the rows in the end must not show it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from tests.faults import domain
from tests.faults.checker import Findings
from tests.faults.killer import Killer
from tests.faults.kills import Point, planned
from tests.faults.stage import Mode
from tests.faults.trial import Trial
from tests.faults.trials import Run

SECONDS_A_KILL, SECONDS_A_LONG_KILL = 4, 8
LONG, SHORT = 84, {Mode(): len(Point)}
"""How many kills in each mode: 336 together; or every point once by polling, and `FEW` in each of the others."""
FEW = 4
UPDATES_A_KILL = 31
"""How many updates people cause for each kill of the long form: 10,416 together."""


async def kills(run: Run) -> None:
    """Kill a bot in each mode."""
    await asyncio.gather(
        *(
            run.piece(f"kills ({mode})", lambda inner, mode=mode: _killed(inner, mode))  # type: ignore[misc]
            for mode in run.modes()
        )
    )


async def _killed(run: Run, mode: Mode) -> None:
    """Play the story undisturbed and under kills: the domain's rows must be the same."""
    name, count = f"kills ({mode})", run.kills or (LONG if run.long else SHORT.get(mode, FEW))
    calm = Trial(mode=mode, units=20 if run.long else 3, pings=count, apart=0.1)
    await run.trial(f"undisturbed ({mode})", calm)
    trial = replace(
        calm,
        kills=planned(run.random(name), count),
        apart=SECONDS_A_LONG_KILL if run.long else SECONDS_A_KILL,
        per_second=20 if run.long else 6,
        updates=UPDATES_A_KILL * count if run.long else 0,
        copies=3 if mode.webhook else 1,
        seconds=1,
        killer=Killer(),
    )
    await run.trial(name, trial)
    found = Findings()
    differing = domain.differences(calm.rows, trial.rows)
    found.figures["rows compared"] = sum(rows.total() for rows in calm.rows.values())
    found.expect("rows that differ from the undisturbed run", len(differing))
    found.broken += differing[:20]
    run.tell(f"rows ({mode})", found)
