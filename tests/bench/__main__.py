"""`python -m tests.bench`: measure with real processes and print a table; nothing is written."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

from tests.bench import answers, broadcast, rest
from tests.bench.figures import Figure
from tests.faults.report import table


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--short", action="store_true", help="one round of everything, in about a minute")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(measure(Path(folder), short=options.short))
    print(table("measured", figures))


async def measure(folder: Path, *, short: bool) -> list[Figure]:
    """Measure one thing after another: they would disturb each other."""
    rounds, seconds, count, messages = (1, 4.0, 5, 100) if short else (5, 10.0, 15, 300)
    return [
        *await answers.measure(folder, rounds=rounds, seconds=seconds),
        *await rest.measure(folder / "rest", units=1000, count=count),
        *await broadcast.measure(folder / "broadcast", count=messages),
    ]


if __name__ == "__main__":
    main()
