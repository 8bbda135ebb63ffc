"""At rest with a province in the tables: start, memory, and how late pings leave."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.figures import Figure, Spread, milliseconds
from tests.bench.machine import bench, resident
from tests.bench.rows import DUTIES, filling, pings, province

APART = timedelta(seconds=0.73)


async def measure(folder: Path, *, units: int, count: int) -> list[Figure]:
    """Start the bot over `units` units with 20 planned pings each, and let `count` pings come due."""
    async with bench(folder, count) as running:
        now = datetime.now(UTC)
        async with filling(running.url, now) as connection:
            await province(connection, units, now)
            due = await pings(connection, count, datetime.now(UTC) + timedelta(seconds=12), APART)
        began = time.monotonic()
        await running.bot.start()
        await running.polls()
        start = running.of("getUpdates")[0][1] - began
        memory = resident(running.bot.pid)
        await running.until(lambda: len(running.of("sendMessage")) >= count, 60)
        late = [
            (call.at - instant).total_seconds()
            for (call, _), instant in zip(running.of("sendMessage"), due, strict=True)
        ]
        spread = Spread.of(late)
        rows = f"{units:,} units, {units * DUTIES:,} open reminders"
        return [
            (f"start to first poll, {rows}", f"{start:.2f} s", "goal 2 s"),
            (f"memory at rest, {rows}", f"{memory:.0f} MB", "goal 200 MB"),
            (f"memory after {count} pings", f"{resident(running.bot.pid):.0f} MB", "goal 200 MB"),
            ("ping after its instant, median", milliseconds(spread.p50), "goal 1 s"),
            ("ping after its instant, worst", milliseconds(max(late)), "goal 1 s"),
        ]
