"""Part `replicas`: two bots on one PostgreSQL; the leader is killed, stopped, cut off in the middle of a broadcast."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random

from tests.faults import tables
from tests.faults.broadcasts import Sending, judge, sending_to
from tests.faults.checker import Findings, check
from tests.faults.patience import Patience
from tests.faults.process import BotProcess
from tests.faults.stage import Mode, Stage
from tests.faults.traffic import Traffic
from tests.faults.trials import Run

TAKEOVER = 15.0
LEADER = "SELECT owner, epoch FROM leadership"
RECEIVERS_AN_EVENT = 40


@dataclass
class Replicas:
    """What befalls two bots, how long it took until another led, and what it explains."""

    found: Stage
    random: Random
    longest_stop: float
    takeovers: list[tuple[str, float]] = field(default_factory=list)
    under_way: int = 0

    async def leader(self) -> tuple[BotProcess, int]:
        """Return who leads and since which epoch, once somebody of those that run does."""
        while True:
            rows = await self.found.store.rows(LEADER)
            for bot in self.found.bots:
                if rows and bot.started and f" {bot.pid} " in f"{rows[0][0]} ":
                    return bot, int(rows[0][1])
            await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """Kill the leader; another starts in its place once the other has taken over."""
        bot, epoch = await self.leader()
        bot.striker(signal.SIGKILL)()
        await self._taken_over("killed", epoch)
        await bot.ended()
        await bot.start()

    async def stop(self) -> None:
        """Stop the leader (SIGSTOP) for longer than the other waits, then let it go on."""
        bot, epoch = await self.leader()
        bot.striker(signal.SIGSTOP)()
        try:
            await self._taken_over("stopped", epoch)
            await asyncio.sleep(self.random.uniform(0, self.longest_stop))
        finally:
            bot.striker(signal.SIGCONT)()

    async def cut_off(self) -> None:
        """Pull the leader's cable to the database, and plug it in again."""
        bot, epoch = await self.leader()
        cable = self.found.cables[self.found.bots.index(bot)]
        cable.pull()
        await self._taken_over("cut off", epoch)
        await asyncio.sleep(self.random.uniform(0, self.longest_stop))
        cable.plug()

    async def restart(self) -> None:
        """Restart both, one after the other, the leader first."""
        bot, epoch = await self.leader()
        others = [each for each in self.found.bots if each is not bot]
        stopped = asyncio.create_task(bot.stop())
        await self._taken_over("asked to stop", epoch)
        assert await stopped == 0, "a clean stop"
        for each in (bot, *others):
            await each.stop()
            await each.start()
            await asyncio.sleep(3)

    async def _taken_over(self, how: str, epoch: int) -> None:
        """Wait until a later epoch has sent something; note how long that took."""
        began = time.monotonic()
        self.under_way += await self.found.store.under_way()
        patience = Patience()
        while (await self.found.store.rows(LEADER))[0][1] <= epoch:
            assert not patience.over(epoch), f"leader {how}: nobody leads"
            await asyncio.sleep(0.05)
        patience, known = Patience(), len(self.found.telegram.calls)
        while not any(call.method == "sendMessage" for call in self.found.telegram.calls[known:]):
            assert not patience.over(len(self.found.telegram.calls)), f"leader {how}: nobody sends"
            await asyncio.sleep(0.05)
        self.takeovers.append((how, time.monotonic() - began))


Event = Callable[[Replicas], Awaitable[None]]
EVENTS: tuple[Event, ...] = (Replicas.kill, Replicas.stop, Replicas.cut_off, Replicas.restart)


async def replicas(run: Run) -> None:
    """Let all of it happen to the leader, while it sends and while people talk."""
    for number in range((5 if run.long else 1) if run.server else 0):
        await run.piece(f"two replicas, round {number + 1}", lambda inner, n=number: _round(inner, n + 1))  # type: ignore[misc]


async def _round(run: Run, number: int) -> None:
    events = EVENTS
    name = f"two replicas, round {number}"
    mode, count = Mode(webhook=True, server=run.server), RECEIVERS_AN_EVENT * len(events)
    async with sending_to(run, name, mode, count, blocked=0.1, bots=2) as sending:
        found = sending.found
        what = Replicas(found, run.random(name), 40.0 if run.long else 4.0)
        first = found.telegram.world.updates.next_id
        traffic = Traffic(found.telegram, what.random, 20)
        for bot in found.bots:
            await bot.start()
        await found.serving()
        await sending.begin()
        talk = asyncio.create_task(traffic.flow(3))
        for event in events:
            await asyncio.sleep(what.random.uniform(1, 3))
            await event(what)
        await sending.end()
        talk.cancel()
        findings = await _judged(what, sending, traffic, first, judged=run.long)
    run.tell(name, findings)


async def _judged(what: Replicas, sending: Sending, traffic: Traffic, first: int, *, judged: bool) -> Findings:
    """Compare what Telegram saw with the rows, and with what the organiser was told.

    How soon another leads hangs on the machine too: the short form prints it, the long form judges it.
    """
    found = what.found
    quiet = await found.quiet(found.telegram.world.updates.next_id - first)
    updates = range(first, found.telegram.world.updates.next_id)
    held = await tables.read(found.store)
    findings = check(held, updates, traffic.updates, found.telegram.calls, copies=what.under_way)
    findings.expect("not quiet in the end", int(not quiet))
    findings.figures["errors in the logs"] = found.log().count("Traceback")
    for how, seconds in what.takeovers:
        findings.figures[f"takeover, leader {how}"] = f"{seconds:.1f} s (at most {TAKEOVER:.0f})"
        if judged and seconds > TAKEOVER:
            findings.broken.append(f"takeover took {seconds:.1f} s, leader {how}")
    listed = await sending.listed()
    judge(findings, sending, await sending.outcomes(), listed)
    return findings
