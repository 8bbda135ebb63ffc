"""A bot of its own on a simulated Telegram of its own, for as long as a measurement lasts."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.clock import SystemClock
from bot.playground.telegram import Call, Fault, SimulatedTelegram
from bot.playground.telegram.limits import Limits
from tests.faults.process import RUN, TOKEN, BotProcess, Place

FIRST_PERSON = 3001


def worked(pid: int) -> float:
    """Return the processor seconds that a process has used (Linux)."""
    after_name = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """Return the resident memory of a process in MB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


@dataclass
class Bench:
    """The bot, its Telegram, and the instant (monotonic seconds) at which each of its calls came in."""

    bot: BotProcess
    telegram: SimulatedTelegram
    arrivals: list[tuple[Call, float]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address of the bot's database."""
        return f"sqlite+aiosqlite:///{self.bot.place.database}"

    def received(self, call: Call) -> Fault | None:
        """Note the arrival of a call; nothing is spoiled."""
        self.arrivals.append((call, time.monotonic()))
        return None

    def of(self, *methods: str) -> list[tuple[Call, float]]:
        """Return the arrivals of these methods."""
        return [each for each in self.arrivals if each[0].method in methods]

    async def until(self, met: Callable[[], bool], seconds: float) -> None:
        """Wait until `met()`. Raises TimeoutError, with what the bot said, after `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                while not met():  # noqa: ASYNC110 - it depends on another process
                    await asyncio.sleep(0.005)
        except TimeoutError:
            raise TimeoutError(self.bot.place.log.read_text(encoding="utf-8")[-3000:]) from None

    async def polls(self) -> None:
        """Wait for the bot's first getUpdates."""
        await self.until(lambda: bool(self.of("getUpdates")), 60)


@contextlib.asynccontextmanager
async def bench(
    folder: Path, people: int, arguments: Sequence[str] = RUN, limits: Limits | None = None
) -> AsyncIterator[Bench]:
    """Set a bot and a Telegram with `people` who know the bot; the block starts the bot, its end stops it."""
    telegram = SimulatedTelegram(TOKEN, clock=SystemClock(), limits=limits)
    for number in range(FIRST_PERSON, FIRST_PERSON + people):
        telegram.add_user(number, f"Người {number}")
        telegram.world.chats[number].started = True
    base = await telegram.start()
    found = Bench(BotProcess(Place(folder).settle(base), arguments), telegram)
    telegram.faults.append(found.received)
    try:
        yield found
    finally:
        await found.bot.stop()
        await telegram.stop()
