"""Part `power`: the power goes at one instant after another; the disk has what was synced, or some of the rest too.

A real bot works under strace, which writes down what it does to its files and what it tells the world. The record is
played on a disk that forgets (tests/faults/disk.py), up to an instant; what is left there is looked at as a start does.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from random import Random

from bot.db.journal import Journal, Line
from tests.faults.checker import Findings
from tests.faults.cuts import Cuts
from tests.faults.power_kept import in_a_backup, in_a_first_start, in_a_restore, in_an_upgrade
from tests.faults.process import RUN, Place
from tests.faults.stage import Mode
from tests.faults.store import Store
from tests.faults.survived import SINCE, survived
from tests.faults.traced import TRACED, can_trace, written
from tests.faults.trial import Trial
from tests.faults.trials import Run

CUTS, LONG = 50, 300


async def power(run: Run) -> None:
    """Cut it in each mode that keeps its rows in a file."""
    if not can_trace():
        print("power: left out, since strace isn't installed or may not watch processes here\n")
        return
    at_work = [
        run.piece(f"power cut ({mode})", lambda inner, mode=mode: _at_work(inner, mode))  # type: ignore[misc]
        for mode in run.modes()
        if not mode.server
    ]
    await asyncio.gather(
        *at_work,
        run.piece("power cut in a backup", in_a_backup),
        run.piece("power cut in a first start", in_a_first_start),
        run.piece("power cut in an upgrade", in_an_upgrade),
        run.piece("power cut in a restore", in_a_restore),
    )


async def _at_work(run: Run, mode: Mode) -> None:
    name = f"power cut ({mode})"
    run.tell(name, await worked(run, name, mode, RUN, LONG if run.long else CUTS))


async def worked(run: Run, name: str, mode: Mode, program: Sequence[str], count: int) -> Findings:
    """Let people work with a bot, then cut the power after `count` acknowledgements; return what was found."""
    folder, chance = run.folder / name, run.random(name)
    arguments = (*TRACED, str(folder / "record"), *program)
    trial = Trial(mode=mode, units=2, per_second=15, updates=4 * count, arguments=arguments)
    found = await trial.run(folder, chance)
    await written(folder / "record")
    place = Place(folder / "0")
    handed = [int(number) for (number,) in await Store(place).rows("SELECT update_id FROM inbox")]
    cuts = Cuts(folder / "record", place.folder, handed)
    known = list(Journal(place.folder / "journal").read(SINCE))
    await _cut(found, cuts, known, count, chance)
    found.expect("files that the record tells otherwise", cuts.differing())
    return found


async def _cut(found: Findings, cuts: Cuts, known: list[Line], count: int, chance: Random) -> None:
    """Cut it at `count` of the instants right after an acknowledgement."""
    after = cuts.acknowledgements()
    instants = set(chance.sample(after, min(count, len(after))))
    sums: Counter[str] = Counter()
    for folder in cuts.play(instants, chance):
        left = await survived(folder)
        sums["updates lost that were acknowledged"] += len(cuts.told.acknowledged - left.tables.inbox.keys())
        sums["calls that left and that no row tells of"] += max(0, cuts.told.sent - left.claimed)
        sums["updates worked by halves"] += left.half
        sums["starts refused"] += bool(left.refused)
        sums["databases or trails that aren't whole"] += not left.whole
        sums["lines of the journal that nobody wrote"] += sum(line not in known for line in left.journal)
    found.figures["power cuts, each with two disks"] = len(instants)
    for name, value in sums.items():
        found.expect(name, value)
    found.broken += [] if instants else ["nothing was acknowledged"]
