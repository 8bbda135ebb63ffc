"""`python -m tests.faults`: run the trials, print the figures; exit code 1 where a rule is broken."""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.faults.checker import Findings
from tests.faults.kills import planned
from tests.faults.report import table
from tests.faults.trial import Trial
from tests.faults.wire import Wire


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=25, help="how often the bot is killed")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="repeat an earlier run")
    parser.add_argument("--long", action="store_true", help="2,000 kills and a long time of faults on the wire")
    options = parser.parse_args()
    kills = 2000 if options.long else options.kills
    print(f"seed {options.seed}")
    with tempfile.TemporaryDirectory() as folder:
        broken = asyncio.run(run(Path(folder), options.seed, kills=kills, seconds=600 if options.long else 8))
    print("\n".join(broken) or "nothing lost, nothing twice")
    sys.exit(bool(broken))


async def run(folder: Path, seed: int, *, kills: int, seconds: float) -> list[str]:
    """Run all trials; return the rules that were broken."""
    random = Random(seed)
    killed = Trial(kills=planned(random, kills))
    wired = Trial(wire=Wire(random), seconds=seconds)
    broken = await _trial("kills", killed, folder, random)
    return broken + await _trial("faults on the wire", wired, folder, random)


async def _trial(name: str, trial: Trial, folder: Path, random: Random) -> list[str]:
    began = time.monotonic()
    found = await trial.run(folder / name.replace(" ", "_"), random)
    _print(f"{name}, {time.monotonic() - began:.0f} s", trial, found)
    if found.broken:
        print((folder / name.replace(" ", "_") / "log.txt").read_text(encoding="utf-8")[-5000:])
    return [f"{name}: {each}" for each in found.broken]


def _print(title: str, trial: Trial, found: Findings) -> None:
    done = [(f"kill {point}", count) for point, count in sorted(trial.fell.items())]
    done += sorted(trial.wire.hit.items()) if trial.wire else []
    print(table(title, [*done, *found.figures.items()]))


if __name__ == "__main__":
    main()
