"""A backlog of messages to different people: at which rate it leaves, and whether Telegram ever has to say no."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.playground.telegram.limits import Limits
from tests.bench.figures import Figure
from tests.bench.machine import bench
from tests.bench.rows import backlog, filling


async def measure(folder: Path, *, count: int) -> list[Figure]:
    """Send `count` messages under Telegram's limits, at the default pace."""
    async with bench(folder, count, limits=Limits()) as running:
        now = datetime.now(UTC)
        async with filling(running.url, now) as connection:
            await backlog(connection, count, now)
        await running.bot.start()
        await running.until(lambda: len(running.of("sendMessage")) >= count, 60 + count / 10)
        sent = running.of("sendMessage")
        rate = (len(sent) - 1) / (sent[-1][1] - sent[0][1])
        refused = sum(call.status == 429 for call, _ in sent)
        return [
            (f"broadcast of {count} messages", f"{rate:.1f} messages/s", "goal 28"),
            ("answers 429 meanwhile", str(refused), "goal 0"),
        ]
