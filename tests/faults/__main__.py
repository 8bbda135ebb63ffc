"""`python -m tests.faults`: run the trials, print the figures; exit code 1 where a rule is broken."""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
import tempfile
from pathlib import Path

from tests.faults.trials import Run


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=24, help="how often the bot is killed")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="repeat an earlier run")
    parser.add_argument("--long", action="store_true", help="2,000 kills, and half an hour of faults on the wire")
    options = parser.parse_args()
    kills, seconds = (2000, 1800.0) if options.long else (options.kills, 8.0)
    print(f"seed {options.seed}\n")
    with tempfile.TemporaryDirectory() as folder:
        broken = asyncio.run(Run(Path(folder), options.seed).all(kills=kills, seconds=seconds))
    print("\n".join(broken) or "nothing lost, nothing twice, every mutant caught")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
