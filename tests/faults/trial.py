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
from tests.faults.patience import STILL, Patience
from tests.faults.process import RUN, told
from tests.faults.stage import Mode, Stage, stage
from tests.faults.story import Story
from tests.faults.traffic import Traffic
from tests.faults.wire import Wire, inside_holds


@dataclass
class Trial:
    """What is done to the bot: `kills` one after another, then `seconds` of traffic, then what is left of the story.

    `units` take part in the story, and `pings` fall due `apart` seconds from each other, the first `done` of
    them for what is done already; `people` only talk, together `per_second` times a second, until there were so many
    `updates` at least. A bot whom nobody disturbs any more and that gets on with nothing for `quiet` seconds, or is not
    through after the `longest`, has failed. Webhooks come `copies` times each, after up to `delay` seconds.
    `meanwhile` is what else befalls the stage before those seconds.
    """

    kills: Sequence[Kill] = ()
    wire: Wire | None = None
    units: int = 0
    pings: int = 0
    done: int = 0
    apart: float = 2.0
    bots: int = 1
    seconds: float = 0.0
    updates: int = 0
    per_second: float = 6.0
    people: int = 20
    mode: Mode = field(default_factory=Mode)
    copies: int = 1
    delay: float = 0.0
    quiet: float = STILL
    longest: float = math.inf
    arguments: Sequence[str] = RUN
    meanwhile: Callable[[Stage], Awaitable[None]] | None = None
    rows: domain.Rows = field(default_factory=dict)
    killer: Killer = field(default_factory=Killer)

    async def run(self, folder: Path, random: Random) -> Findings:
        """Run it; return what was found."""
        async with stage(
            folder, self.mode, random, arguments=self.arguments, count=self.bots, copies=self.copies, delay=self.delay
        ) as found:
            await self._seed(found)
            first = found.telegram.world.updates.next_id
            traffic = Traffic(found.telegram, random, self.people)
            async with self._people(found, traffic) as through:
                await self._disturb(found, first)
                await through()
            updates = range(first, found.telegram.world.updates.next_id)
            quiet = await found.quiet(len(updates), still=self.quiet, longest=self.longest)
            for bot in found.bots:
                self.killer.note_exit(await bot.stop())
            if self.units or self.pings:
                self.rows = await domain.rows(found.store)
            return await self._found(found, updates, traffic, quiet=quiet)

    async def _seed(self, found: Stage) -> None:
        if self.units or self.pings or self.bots > 1:
            now = datetime.now(UTC)
            async with seed.province(found.bot.place, now) as province:
                await seed.duties(province, [await province.unit(number) for number in range(self.units)])
                first = now + timedelta(seconds=3)
                await seed.pings(province, self.pings, first, timedelta(seconds=self.apart), done=self.done)
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

    async def _disturb(self, found: Stage, first: int) -> None:
        """Kill again and again, or let the faults of the wire work; leave the bot running."""
        if self.wire is not None:
            found.telegram.faults.append(self.wire)
        await self.killer.kill(found, self.kills)
        for bot in found.bots:
            await bot.start()
        await found.serving()
        if self.meanwhile is not None:
            await self.meanwhile(found)
        await asyncio.sleep(self.seconds)
        patience = Patience()
        while (seen := found.telegram.world.updates.next_id) - first < self.updates and not patience.over(seen):  # noqa: ASYNC110
            await asyncio.sleep(0.1)

    async def _found(self, found: Stage, updates: Sequence[int], traffic: Traffic, *, quiet: bool) -> Findings:
        copies = self.killer.under_way + found.doubtful + (self.wire.doubtful if self.wire else 0)
        held = await tables.read(found.store)
        what = check(held, updates, traffic.updates, found.telegram.calls, copies=copies)
        what.expect("not quiet in the end", int(not quiet))
        what.expect("exits that were not asked for", self.killer.bad_exits)
        what.expect("kills that never came to their point", self.killer.missed.total())
        what.expect("errors in the log", found.log().count("Traceback"))
        what.expect("damaged database", int(not await found.store.sound()))
        if self.units:
            what.expect("breaks in the audit trail", await told(found.bot.place, "audit", "verify"))
        if self.pings:
            counts = rung(found, self.pings)
            what.expect("pings for what is done", sum(counts[: self.done]))
            what.expect("pings lost", counts[self.done :].count(0))
            what.expect("pings twice", sum(count > 1 for count in counts), copies, " explained")
        if self.wire is not None:
            what.expect("calls inside a hold", inside_holds(self.wire.holds, found.telegram.calls))
        return what


def rung(found: Stage, pings: int) -> list[int]:
    """Return how many pings stand in each chat."""
    chats = [found.telegram.world.chats[seed.FIRST_PINGED + number] for number in range(pings)]
    return [sum("Nhắc việc" in message.text for message in chat.messages.values()) for chat in chats]
