"""Growth from 100 units to a province, as a chart."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.bench.chart import chart
from tests.bench.figures import Figure
from tests.bench.large import Measured, figures, measure, size_of


async def grow(folder: Path, units: tuple[int, ...], *, count: int, drawn: Path | None) -> list[Figure]:
    """Measure at each size; draw the processor time over the units into `drawn`."""
    found: list[Measured] = []
    lines: list[Figure] = []
    for number in units:
        size = size_of(number)
        found.append(await measure(folder / f"units{number}", size, count=count))
        lines += figures(size, found[-1])
    if drawn is not None:
        await asyncio.to_thread(drawn.write_text, _chart(units, found), encoding="utf-8")
    return lines


def _chart(units: tuple[int, ...], found: list[Measured]) -> str:
    taken = {
        "start": [each.start.work for each in found],
        "/status": [each.status.work for each in found],
        "table of the status": [each.status_table.work for each in found],
        "table of the delegates": [each.delegates_table.work for each in found],
        "registry in, all changed": [each.registry.work for each in found],
    }
    return chart(units, taken, across="units (5.7 delegates and 30 planned pings each)", up="processor seconds")
