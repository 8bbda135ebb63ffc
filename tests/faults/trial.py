"""One trial: a bot of its own under traffic, kills and faults, until everything is quiet; then the checker."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bot.clock import SystemClock
from bot.playground.telegram import SimulatedTelegram
from bot.playground.telegram.limits import Limits
from tests.faults import tables
from tests.faults.checker import Findings, check
from tests.faults.kills import Kill, Point, Trigger
from tests.faults.process import RUN, TOKEN, BotProcess, Place
from tests.faults.traffic import Traffic
from tests.faults.wire import Wire, inside_holds


@dataclass
class Trial:
    """What is done to the bot: `kills` one after another, then `seconds` of traffic.

    A kill whose point isn't reached in `patience` seconds falls at once; a bot whom nobody disturbs any more and
    that gets on with nothing for `quiet` seconds, or is not through after the `longest`, has failed.
    """

    kills: Sequence[Kill] = ()
    wire: Wire | None = None
    seconds: float = 0.0
    per_second: float = 6.0
    people: int = 20
    patience: float = 15.0
    quiet: float = 30.0
    longest: float = math.inf
    arguments: Sequence[str] = RUN
    fell: Counter[Point] = field(default_factory=Counter)
    bad_exits: int = 0
    under_way: int = 0

    async def run(self, folder: Path, random: Random) -> Findings:
        """Run it; return what was found."""
        async with _telegram() as (telegram, base):
            bot = BotProcess(Place(folder).settle(base), self.arguments)
            traffic = Traffic(telegram, random, self.people)
            flow = asyncio.create_task(traffic.flow(self.per_second))
            try:
                await self._disturb(bot, telegram)
                flow.cancel()
                quiet = await self._quiet(bot, traffic)
            finally:
                flow.cancel()
                self.bad_exits += await bot.stop() != 0
            return self._found(bot.place, telegram, traffic, quiet=quiet)

    async def _disturb(self, bot: BotProcess, telegram: SimulatedTelegram) -> None:
        """Kill again and again, or let the faults of the wire work; leave the bot running."""
        trigger = Trigger(telegram)
        if self.wire is not None:
            telegram.faults.append(self.wire)
        await bot.start()
        for kill in self.kills:
            await self._kill(bot, trigger, kill)
            await bot.start()
        await _polling(telegram)
        await asyncio.sleep(self.seconds)

    async def _kill(self, bot: BotProcess, trigger: Trigger, kill: Kill) -> None:
        number = signal.SIGTERM if kill.point is Point.STOPPED else signal.SIGKILL
        trigger.arm(kill, bot.striker(number))
        try:
            code = await bot.ended(self.patience)
        except TimeoutError:
            bot.striker(signal.SIGKILL)()
            code = await bot.ended()
        trigger.disarm()
        self.bad_exits += code not in (0, -signal.SIGKILL) and not _stopped_early(code)
        self.fell[kill.point] += 1
        self.under_way += tables.under_way(bot.place.database)

    async def _quiet(self, bot: BotProcess, traffic: Traffic) -> bool:
        """Wait until every update is stored and every row has its end; return whether that came to be."""
        began = since = time.monotonic()
        seen = (0, 0)
        while (now := tables.open_rows(bot.place.database)) != (traffic.sent, 0):
            if now != seen:
                seen, since = now, time.monotonic()
            if time.monotonic() - since > self.quiet or time.monotonic() - began > self.longest:
                return False
            await asyncio.sleep(0.05)
        return True

    def _found(self, place: Place, telegram: SimulatedTelegram, traffic: Traffic, *, quiet: bool) -> Findings:
        first = traffic.first_update
        copies = self.under_way + (self.wire.doubtful if self.wire else 0)
        found = check(tables.read(place.database), range(first, first + traffic.sent), telegram.calls, copies=copies)
        found.expect("not quiet in the end", int(not quiet))
        found.expect("exits that were not asked for", self.bad_exits)
        found.expect("errors in the log", place.log.read_text(encoding="utf-8").count("Traceback"))
        found.expect("damaged database", int(not tables.sound(place.database)))
        if self.wire is not None:
            found.expect("calls inside a hold", inside_holds(self.wire.holds, telegram.calls))
        return found


@contextlib.asynccontextmanager
async def _telegram() -> AsyncIterator[tuple[SimulatedTelegram, str]]:
    """Run a simulated Telegram in this process, so that it outlives the bot."""
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # killed clients break off in the middle of a call
    limits = Limits(private_per_second=30, private_burst=30)
    telegram = SimulatedTelegram(TOKEN, clock=SystemClock(), limits=limits)
    try:
        yield telegram, await telegram.start()
    finally:
        await telegram.stop()


def _stopped_early(code: int) -> bool:
    """Return whether a process ended by SIGTERM before it could ask to be told of it."""
    return code == -signal.SIGTERM


async def _polling(telegram: SimulatedTelegram) -> None:
    """Wait until the bot that was started last asks for updates (on a busy machine that takes seconds)."""
    known = len(telegram.calls)
    async with asyncio.timeout(60):
        while not any(call.method == "getUpdates" for call in telegram.calls[known:]):  # noqa: ASYNC110 - its own process
            await asyncio.sleep(0.02)
