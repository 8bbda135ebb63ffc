"""The trials of one run: the bot itself under kills and under faults on the wire, then the mutants."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.faults.checker import Findings
from tests.faults.kills import Kill, planned
from tests.faults.mutants import MUTANTS, Mutant
from tests.faults.report import table
from tests.faults.trial import Trial
from tests.faults.wire import Wire


@dataclass
class Run:
    """One run: everything that is drawn by chance follows from `seed`."""

    folder: Path
    seed: int

    async def all(self, *, kills: int, seconds: float) -> list[str]:
        """Run the trials, two at a time; return the rules that the bot broke and the mutants that went unseen."""
        broken = await asyncio.gather(self.killed(kills), self._others(seconds))
        return [each for found in broken for each in found]

    async def killed(self, count: int) -> list[str]:
        """Kill the bot `count` times."""
        random = self._random("kills")
        return await self._trial("kills", Trial(kills=planned(random, count), seconds=1), random)

    async def _others(self, seconds: float) -> list[str]:
        random = self._random("wire")
        broken = await self._trial(
            "faults on the wire", Trial(wire=Wire(random), seconds=seconds, per_second=15), random
        )
        return broken + await self.mutants()

    async def mutants(self) -> list[str]:
        """Run every mutant; return those that went unseen."""
        caught = [(name, await self._mutant(name, mutant)) for name, mutant in MUTANTS.items()]
        print(table("mutant -> caught by", [(f"{name} ->", found or "NOTHING") for name, found in caught]))
        return [f"unseen: the bot that {name}" for name, found in caught if not found]

    async def _mutant(self, name: str, mutant: Mutant) -> str:
        """Return the figure that shows the mutant, empty where it doesn't."""
        random = self._random(name)
        trial = Trial(arguments=("-m", "tests.faults.mutants", name), longest=4, per_second=20, seconds=0.5)
        if mutant.killed is not None:
            trial.kills = [Kill(mutant.killed, random.randint(1, 3), 0.0)]
        else:
            trial.wire, trial.seconds = Wire(random, share=0.2), 3.0
            trial.people = 4  # so that somebody has several messages on the way
        found = await trial.run(self.folder / name, random)
        return next((each for each in found.broken if each.startswith(mutant.shown_by)), "")

    def _random(self, name: str) -> Random:
        return Random(f"{self.seed} {name}")

    async def _trial(self, name: str, trial: Trial, random: Random) -> list[str]:
        began = time.monotonic()
        found = await trial.run(self.folder / name, random)
        print(table(f"{name}, {time.monotonic() - began:.0f} s", _rows(trial, found)))
        if found.broken:
            print((self.folder / name / "log.txt").read_text(encoding="utf-8")[-5000:])
        return [f"{name}: {each}" for each in found.broken]


def _rows(trial: Trial, found: Findings) -> Iterator[tuple[str, object]]:
    yield from ((f"kill {point}", count) for point, count in sorted(trial.fell.items()))
    yield from sorted(trial.wire.hit.items()) if trial.wire else ()
    yield from found.figures.items()
