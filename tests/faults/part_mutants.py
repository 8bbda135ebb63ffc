"""Part `mutants`: each guard taken out once, in a scene that must show it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from tests.faults import part_quota, scenes_in, scenes_kept, scenes_out, scenes_pings
from tests.faults.process import RUN
from tests.faults.report import table
from tests.faults.scenes import Scene
from tests.faults.traced import can_trace
from tests.faults.trials import Run

BOTS = {**part_quota.SCENES, **scenes_in.SCENES, **scenes_out.SCENES, **scenes_pings.SCENES, **scenes_kept.SCENES}
ON_SERVER = {**part_quota.SCENES_ON_SERVER, **scenes_out.ON_SERVER}
HANDS = scenes_kept.HANDS


def bot(name: str) -> tuple[str, ...]:
    """Return the arguments that start a mutant."""
    return ("-m", "tests.faults.mutants", name)


async def mutants(run: Run) -> None:
    """Play every scene; a mutant that goes unseen breaks the run. Print which was caught by what."""
    bots = {**BOTS, **(ON_SERVER if run.server else {}), **(scenes_kept.TRACED if can_trace() else {})}
    seen: dict[str, str] = {}
    await asyncio.gather(
        *(_piece(run, seen, f"the bot that {name}", each, bot(name)) for name, each in bots.items()),
        *(_piece(run, seen, f"a hand that {name}", each, RUN) for name, each in HANDS.items()),
    )
    if run.long:
        await _as_they_are(run, bots)
    if seen:
        print(table("mutant -> caught by", [(f"{name} ->", seen[name]) for name in sorted(seen)]), flush=True)


async def _piece(run: Run, seen: dict[str, str], name: str, scene: Scene, arguments: Sequence[str]) -> None:
    async def work(inner: Run) -> None:
        count = await scene.played(inner, name, arguments)
        seen[name] = f"{scene.figure}: {count}" if count else "NOTHING"
        inner.broken += [] if count else [f"unseen: {name}"]

    await run.piece(name, work)


async def _as_they_are(run: Run, scenes: Mapping[str, Scene]) -> None:
    """Play the scenes to the bot as it is, which must not show anything."""

    async def piece(name: str, scene: Scene) -> None:
        async def work(inner: Run) -> None:
            count = await scene.played(inner, f"as it is, not one that {name}", RUN)
            inner.broken += [f"the bot as it is: {scene.figure}: {count}"] if count else []

        await run.piece(f"the bot as it is, not one that {name}", work)

    await asyncio.gather(*(piece(name, scene) for name, scene in scenes.items()))
