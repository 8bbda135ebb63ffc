"""One trial: a bot under traffic, kills and faults on the wire, until everything is quiet; then the checker."""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tests.faults import domain, seed, tables
from tests.faults.checker import Findings, check
from tests.faults.killer import Killer
from tests.faults.kills import Kill
from tests.faults.process import RUN
from tests.faults.stage import Mode, Stage, stage
from tests.faults.story import Story
from tests.faults.traffic import Traffic
from tests.faults.wire import Wire, inside_holds


@dataclass
class Trial:
    """What is done to the bot: `kills` one after another, then `seconds` of traffic, then what is left of the story.

    `units` take part in the story, and `pings` fall due `apart` seconds from each other; `people` only talk, together
    `per_second` times a second. A bot whom nobody disturbs any more and that gets on with nothing for `quiet` seconds,
    or is not through after the `longest`, has failed. Webhooks come `copies` times each, after up to `delay` seconds.
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
    quiet: float = 30.0
    longest: float = math.inf
    arguments: Sequence[str] = RUN
    rows: domain.Rows = field(default_factory=dict)
    killer: Killer = field(default_factory=Killer)

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
            quiet = await found.quiet(len(updates), still=self.quiet, longest=self.longest)
            self.killer.note_exit(await found.bot.stop())
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
        if self.wire is not None:
            found.telegram.faults.append(self.wire)
        await self.killer.kill(found, self.kills)
        await found.bot.start()
        await found.serving()
        await asyncio.sleep(self.seconds)

    async def _found(self, found: Stage, updates: Sequence[int], traffic: Traffic, *, quiet: bool) -> Findings:
        copies = self.killer.under_way + (self.wire.doubtful if self.wire else 0)
        held = await tables.read(found.store)
        what = check(held, updates, traffic.updates, found.telegram.calls, copies=copies)
        what.expect("not quiet in the end", int(not quiet))
        what.expect("exits that were not asked for", self.killer.bad_exits)
        what.expect("errors in the log", found.log().count("Traceback"))
        what.expect("damaged database", int(not await found.store.sound()))
        if self.wire is not None:
            what.expect("calls inside a hold", inside_holds(self.wire.holds, found.telegram.calls))
        return what
