"""`python -m tests.faults [part …]`: run the trials, print the figures; exit code 1 where a rule is broken."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import secrets
import signal
import sys
import tempfile
from pathlib import Path

from tests import postgres
from tests.faults.ledger import Ledger
from tests.faults.part_broadcast import broadcast
from tests.faults.part_kept import kept
from tests.faults.part_kills import kills
from tests.faults.part_moved import moved
from tests.faults.part_mutants import mutants
from tests.faults.part_outages import outages
from tests.faults.part_power import power
from tests.faults.part_quota import quota
from tests.faults.part_replicas import replicas
from tests.faults.part_storage import storage
from tests.faults.part_time import time
from tests.faults.part_wire import wire
from tests.faults.trials import MODES, ON_SERVER, Part, Run, run

PARTS: dict[str, Part] = {
    "kills": kills,
    "replicas": replicas,
    "power": power,
    "kept": kept,
    "outages": outages,
    "broadcast": broadcast,
    "storage": storage,
    "time": time,
    "moved": moved,
    "wire": wire,
    "quota": quota,
    "mutants": mutants,
}
"""Those with the longest pieces first."""


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], help="which parts (default: all)")
    parser.add_argument("--kills", type=int, default=0, help="how often each bot of the part `kills` is killed")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="repeat an earlier run")
    parser.add_argument("--long", action="store_true", help="hours: 10,000 updates, 336 kills, 5,000 receivers")
    parser.add_argument("--modes", nargs="+", choices=[*MODES, *ON_SERVER], default=(), help="default: all")
    parser.add_argument("--ledger", type=Path, help="keep what was done in this file, and don't do it again")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is ended by those who started it
    print(f"seed {options.seed}\n")
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        programs = postgres.programs()
        server = stack.enter_context(postgres.server(programs)) if programs else ""
        chosen = {name: part for name, part in PARTS.items() if not options.part or name in options.part}
        started = Run(folder, options.seed, options.long, options.kills, server, options.modes, Ledger(options.ledger))
        broken = asyncio.run(run(chosen, started))
    print("\n".join(broken) or "nothing lost, nothing twice, every mutant caught")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
