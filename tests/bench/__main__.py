"""`python -m tests.bench [part …]`: measure with real processes and print tables; nothing is written but the chart."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from tests.bench import broadcast, documents, hostile, itself, morning, page, presses
from tests.bench.figures import Figure
from tests.bench.growth import grow
from tests.faults.report import table

RUNGS = (100, 500, 1000, 2000, 3500)

Part = Callable[[Path, argparse.Namespace], Coroutine[Any, Any, list[Figure]]]


async def _near(folder: Path, options: argparse.Namespace) -> list[Figure]:
    by_itself = await itself.measure(seconds=2)
    return by_itself + await presses.near(folder, rounds=_rounds(options), seconds=_seconds(options))


async def _far(folder: Path, options: argparse.Namespace) -> list[Figure]:
    return await presses.far(folder, rounds=_rounds(options), seconds=_seconds(options))


async def _outbox(folder: Path, options: argparse.Namespace) -> list[Figure]:
    return await broadcast.measure(folder / "outbox", count=100 if options.short else 28 * 300)


async def _large(folder: Path, options: argparse.Namespace) -> list[Figure]:
    return await grow(folder, (300,) if options.short else RUNGS[-1:], count=5 if options.short else 15, drawn=None)


async def _morning(folder: Path, options: argparse.Namespace) -> list[Figure]:
    return await morning.measure(folder / "morning", count=300 if options.short else 20_000)


async def _growth(folder: Path, options: argparse.Namespace) -> list[Figure]:
    return await grow(folder, RUNGS[:2] if options.short else RUNGS, count=5, drawn=options.chart)


async def _page(folder: Path, options: argparse.Namespace) -> list[Figure]:
    return await page.measure(folder, count=20 if options.short else 200)


async def _hostile(folder: Path, options: argparse.Namespace) -> list[Figure]:
    found = await hostile.measure(folder / "hostile", count=10 if options.short else None)
    return found + documents.measure(rounds=1 if options.short else 3)


def _rounds(options: argparse.Namespace) -> int:
    return 1 if options.short else 5


def _seconds(options: argparse.Namespace) -> float:
    return 3.0 if options.short else 8.0


PARTS: dict[str, Part] = {
    "presses": _near,
    "far": _far,
    "outbox": _outbox,
    "large": _large,
    "page": _page,
    "hostile": _hostile,
    "growth": _growth,
    "morning": _morning,
}

LONG = ("growth", "morning")
"""Parts that take a quarter of an hour."""


def main() -> None:
    """Read the command line, measure one part after another, print each."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; by default all but {' and '.join(LONG)}"
    )
    parser.add_argument("--short", action="store_true", help="one short round of everything")
    parser.add_argument("--chart", type=Path, help="the .svg that growth draws")
    options = parser.parse_args()
    if unknown := set(options.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    for name in options.parts or [part for part in PARTS if part not in LONG]:
        with tempfile.TemporaryDirectory() as folder:
            print(table(name, asyncio.run(PARTS[name](Path(folder), options))), flush=True)


if __name__ == "__main__":
    main()
