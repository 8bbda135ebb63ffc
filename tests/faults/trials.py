"""The parts of a run, each made of pieces; everything that is drawn by chance follows from the seed."""

from __future__ import annotations

import asyncio
import time
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from tests.faults.checker import UPDATES, Findings
from tests.faults.ledger import Entry, Ledger
from tests.faults.report import table
from tests.faults.stage import Mode
from tests.faults.trial import Trial

AT_ONCE = 8
"""Pieces that are done side by side: most of what they do is waiting."""
MODES = {"polling-sqlite": (False, False), "webhook-sqlite": (True, False)}
ON_SERVER = {"polling-postgresql": (False, True), "webhook-postgresql": (True, True)}


@dataclass
class Run:
    """One run: its folder, its seed, its length, and the address of PostgreSQL (empty: none is installed here).

    `chosen` names the modes that are tried, where not all are. Pieces that stand in the `ledger` aren't done again.
    """

    folder: Path
    seed: int
    long: bool = False
    kills: int = 0
    server: str = ""
    chosen: Iterable[str] = ()
    ledger: Ledger = field(default_factory=Ledger)
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    broken: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def random(self, name: str) -> Random:
        """Return the chance of the trial `name`."""
        return Random(f"{self.seed} {name}")

    def modes(self) -> list[Mode]:
        """Return the modes that can be tried here, of those that were chosen."""
        known = {**MODES, **ON_SERVER} if self.server else MODES
        return [
            Mode(webhook=webhook, server=self.server if on_server else "")
            for name, (webhook, on_server) in known.items()
            if not self.chosen or name in self.chosen
        ]

    async def piece(self, name: str, work: Callable[[Run], Awaitable[None]]) -> None:
        """Do a piece unless an earlier run has, beside a few others; say in one line what came of it."""
        if self.ledger.holds(name, self.seed, long=self.long):
            print(f"done before: {name}", flush=True)
            return
        async with self.places:
            await self._done(name, work)

    async def _done(self, name: str, work: Callable[[Run], Awaitable[None]]) -> None:
        inner, began = replace(self, broken=[], counts=Counter()), time.monotonic()
        try:
            await work(inner)
        except Exception as error:  # noqa: BLE001 - this piece is broken, the others go on
            traceback.print_exc()
            inner.broken.append(f"{name}: {error!r}")
        seconds = round(time.monotonic() - began)
        entry = Entry(name, self.seed, self.long, seconds, dict(inner.counts), inner.broken)
        self.ledger.add(entry)
        self.broken += inner.broken
        print(f"{entry}\n", flush=True)

    async def trial(self, name: str, trial: Trial) -> Findings:
        """Run a trial, print its figures, keep what it broke."""
        began = time.monotonic()
        found = await trial.run(self.folder / name, self.random(name))
        self.counts += Counter(kills=trial.killer.fell.total(), updates=int(str(found.figures[UPDATES])))
        return self.tell(f"{name}, {time.monotonic() - began:.0f} s", found, _rows(trial))

    def tell(self, title: str, found: Findings, before: Iterable[tuple[str, object]] = ()) -> Findings:
        """Print the figures of a trial, keep what it broke."""
        print(table(title, [*before, *found.figures.items()]), flush=True)
        self.broken += [f"{title}: {each}" for each in found.broken]
        return found


Part = Callable[[Run], Awaitable[None]]


async def run(parts: Mapping[str, Part], chosen: Run) -> list[str]:
    """Run the parts; return what was broken."""
    await asyncio.gather(*(part(chosen) for part in parts.values()))
    return chosen.broken


def _rows(trial: Trial) -> Iterator[tuple[str, object]]:
    yield from trial.killer.rows()
    yield from sorted(trial.wire.hit.items()) if trial.wire else ()
