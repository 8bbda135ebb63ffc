"""The parts of a run, each a trial or several; everything that is drawn by chance follows from the seed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.faults.checker import Findings
from tests.faults.report import table
from tests.faults.stage import Mode
from tests.faults.trial import Trial

AT_ONCE = 3


@dataclass
class Run:
    """One run: its folder, its seed, its length, and the address of PostgreSQL (empty: none is installed here)."""

    folder: Path
    seed: int
    long: bool = False
    kills: int = 0
    server: str = ""
    broken: list[str] = field(default_factory=list)

    def random(self, name: str) -> Random:
        """Return the chance of the trial `name`."""
        return Random(f"{self.seed} {name}")

    def modes(self) -> list[Mode]:
        """Return the modes that can be tried here."""
        found = [Mode(), Mode(webhook=True)]
        return [*found, Mode(webhook=True, server=self.server)] if self.server else found

    async def trial(self, name: str, trial: Trial) -> Findings:
        """Run a trial, print its figures, keep what it broke."""
        began = time.monotonic()
        found = await trial.run(self.folder / name, self.random(name))
        return self.tell(f"{name}, {time.monotonic() - began:.0f} s", found, _rows(trial))

    def tell(self, title: str, found: Findings, before: Iterable[tuple[str, object]] = ()) -> Findings:
        """Print the figures of a trial, keep what it broke."""
        print(table(title, [*before, *found.figures.items()]), flush=True)
        self.broken += [f"{title}: {each}" for each in found.broken]
        return found


Part = Callable[[Run], Awaitable[None]]


async def run(parts: Mapping[str, Part], chosen: Run) -> list[str]:
    """Run the parts, a few at a time (most of it is waiting); return what was broken."""
    places = asyncio.Semaphore(AT_ONCE)

    async def one(part: Part) -> None:
        async with places:
            await part(chosen)

    await asyncio.gather(*(one(part) for part in parts.values()))
    return chosen.broken


def _rows(trial: Trial) -> Iterator[tuple[str, object]]:
    yield from trial.killer.rows()
    yield from sorted(trial.wire.hit.items()) if trial.wire else ()
