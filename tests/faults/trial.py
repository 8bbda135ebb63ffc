"""One trial: a bot under traffic, kills and faults on the wire, until everything is quiet; then the checker."""

from __future__ import annotations

import asyncio
import contextlib
import math
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tests.faults import domain, seed, tables
from tests.faults.checker import Findings, check
from tests.faults.entry import ENTRY
from tests.faults.kills import Kill, Point, Trigger
from tests.faults.process import RUN, BotProcess
from tests.faults.stage import Mode, Stage, stage
from tests.faults.story import Story
from tests.faults.traffic import Traffic
from tests.faults.wire import Wire, inside_holds


@dataclass
class Trial:
    """What is done to the bot: `kills` one after another, then `seconds` of traffic, then what is left of the story.

    `units` take part in the story, and `pings` fall due `apart` seconds from each other; `people` only talk, together
    `per_second` times a second. A kill whose point isn't reached in `patience` seconds falls at once; a bot whom nobody
    disturbs any more and that gets on with nothing for `quiet` seconds, or is not through after the `longest`, has
    failed. Webhooks come `copies` times each, after up to `delay` seconds.
    """

    kills: Sequence[Kill] = ()
    wire: Wire | None = None
    units: int = 0
    pings: int = 0
    apart: float = 2.0
    seconds: float = 0.0
    per_second: float = 6.0
    people: int = 20
    mode: Mode = field(default_factory=Mode)
    copies: int = 1
    delay: float = 0.0
    patience: float = 15.0
    quiet: float = 30.0
    longest: float = math.inf
    arguments: Sequence[str] = RUN
    fell: Counter[Point] = field(default_factory=Counter)
    missed: Counter[Point] = field(default_factory=Counter)
    rows: domain.Rows = field(default_factory=dict)
    bad_exits: int = 0
    under_way: int = 0

    async def run(self, folder: Path, random: Random) -> Findings:
        """Run it; return what was found."""
        async with stage(
            folder, self.mode, random, arguments=self.arguments, copies=self.copies, delay=self.delay
        ) as found:
            await self._seed(found)
            first = found.telegram.world.updates.next_id
            traffic = Traffic(found.telegram, random, self.people)
            async with self._people(found, traffic) as through:
                await self._disturb(found)
                await through()
            updates = range(first, found.telegram.world.updates.next_id)
            quiet = await self._quiet(found, len(updates))
            self.bad_exits += await found.bot.stop() != 0
            if self.units or self.pings:
                self.rows = await domain.rows(found.store)
            return await self._found(found, updates, traffic, quiet=quiet)

    async def _seed(self, found: Stage) -> None:
        if self.units or self.pings:
            now = datetime.now(UTC)
            async with seed.province(found.bot.place, now) as province:
                await seed.duties(province, [await province.unit(number) for number in range(self.units)])
                await seed.pings(province, self.pings, now + timedelta(seconds=3), timedelta(seconds=self.apart))
            for number in range(self.pings):
                known = found.telegram.add_user(seed.FIRST_PINGED + number, f"Đầu mối {number}")
                found.telegram.world.chats[known.id].started = True

    @contextlib.asynccontextmanager
    async def _people(self, found: Stage, traffic: Traffic) -> AsyncIterator[Callable[[], Awaitable[None]]]:
        """Let people talk, and play the story; the value ends the talk and waits for the story's end."""
        talk = asyncio.create_task(traffic.flow(self.per_second))
        story = asyncio.create_task(Story(found.telegram, self.units).play()) if self.units else None

        async def through() -> None:
            talk.cancel()
            if story is not None:
                await story

        try:
            yield through
        finally:
            for task in (talk, story):
                if task is not None:
                    task.cancel()

    async def _disturb(self, found: Stage) -> None:
        """Kill again and again, or let the faults of the wire work; leave the bot running."""
        trigger = Trigger(found.telegram)
        if found.hook is not None:
            found.hook.before = lambda: trigger.reached(Point.HANDED)
            found.hook.after = lambda: trigger.reached(Point.TAKEN)
        if self.wire is not None:
            found.telegram.faults.append(self.wire)
        for kill in self.kills:
            await self._kill(found, trigger, kill)
        found.bot.arguments = self.arguments
        await found.bot.start()
        await found.serving()
        await asyncio.sleep(self.seconds)

    async def _kill(self, found: Stage, trigger: Trigger, kill: Kill) -> None:
        bot = found.bot
        bot.arguments = (*ENTRY, *kill.arguments) if kill.arguments else self.arguments
        await bot.start()
        number = signal.SIGTERM if kill.point is Point.STOPPED else signal.SIGKILL
        trigger.arm(kill, bot.striker(number))
        code = await self._end(bot, kill)
        trigger.disarm()
        self.bad_exits += code not in (0, -signal.SIGKILL) and not _stopped_early(code)
        self.fell[kill.point] += 1
        self.under_way += await found.store.under_way()

    async def _end(self, bot: BotProcess, kill: Kill) -> int:
        """Return how the bot ended, which is by our hand where it never came to the point."""
        try:
            return await bot.ended(self.patience)
        except TimeoutError:
            self.missed[kill.point] += 1
            bot.striker(signal.SIGKILL)()
            return await bot.ended()

    async def _quiet(self, found: Stage, updates: int) -> bool:
        """Wait until every update is stored and every row has its end; return whether that came to be."""
        began = since = time.monotonic()
        seen = (0, 0)
        while (now := await found.store.open_rows()) != (updates, 0):
            if now != seen:
                seen, since = now, time.monotonic()
            if time.monotonic() - since > self.quiet or time.monotonic() - began > self.longest:
                return False
            await asyncio.sleep(0.05)
        return True

    async def _found(self, found: Stage, updates: Sequence[int], traffic: Traffic, *, quiet: bool) -> Findings:
        copies = self.under_way + (self.wire.doubtful if self.wire else 0)
        held = await tables.read(found.store)
        what = check(held, updates, traffic.updates, found.telegram.calls, copies=copies)
        what.expect("not quiet in the end", int(not quiet))
        what.expect("exits that were not asked for", self.bad_exits)
        what.expect("errors in the log", found.log().count("Traceback"))
        what.expect("damaged database", int(not await found.store.sound()))
        if self.wire is not None:
            what.expect("calls inside a hold", inside_holds(self.wire.holds, found.telegram.calls))
        return what


def _stopped_early(code: int) -> bool:
    """Return whether a process ended by SIGTERM before it could ask to be told of it."""
    return code == -signal.SIGTERM
