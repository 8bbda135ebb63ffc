"""Part `mutants`: each guard taken out once, in a trial that must fail then."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random

from bot.playground.telegram import Fault, Limits, Strike
from tests.faults.broadcasts import Lossy, Sending, sending_to
from tests.faults.checker import Findings
from tests.faults.killer import Killer
from tests.faults.kills import Kill, Point
from tests.faults.part_power import worked
from tests.faults.process import TOKEN
from tests.faults.stage import Mode, Stage
from tests.faults.traced import can_trace
from tests.faults.trial import Trial
from tests.faults.trials import Run
from tests.faults.wire import Wire

DEPOSED = (
    "SELECT count(*) FROM outbox, leadership WHERE outbox.epoch < leadership.epoch AND outbox.state = 'sent'"
    " AND outbox.settled_at > leadership.since + interval '5 seconds'"
)
"""What was sent under an earlier leadership, not counting calls that were under way when the later one began."""
Tried = Callable[[Run, str, Random], Awaitable[Findings]]
"""Runs the mutant of a name in a trial that its guard is for."""


@dataclass(frozen=True)
class Mutant:
    """The trial of a mutant, and the beginning of the figure that must show it."""

    tried: Tried
    shown_by: str


def bot(name: str) -> tuple[str, ...]:
    """Return the arguments that start a mutant."""
    return ("-m", "tests.faults.mutants", name)


def _killed(point: Point, mode: Mode | None = None) -> Tried:
    """Talk, and one kill."""

    async def tried(run: Run, name: str, chance: Random) -> Findings:
        kills = [Kill(point, 1 if point is Point.SENDING else chance.randint(1, 3), 0.0)]
        trial = Trial(kills=kills, arguments=bot(name), mode=mode or Mode(), longest=8, per_second=20, seconds=0.5)
        return await trial.run(run.folder / name, chance)

    return tried


async def _on_the_wire(run: Run, name: str, chance: Random) -> Findings:
    """Few people who talk a lot, so that somebody has several messages on the way."""
    wire = Wire(chance, share=0.3)
    trial = Trial(wire=wire, arguments=bot(name), longest=8, per_second=20, seconds=6, people=4)
    return await trial.run(run.folder / name, chance)


async def _talked_to(run: Run, name: str, chance: Random) -> Findings:
    return await Trial(arguments=bot(name), longest=4, per_second=20, seconds=1).run(run.folder / name, chance)


async def _quoted(run: Run, name: str, chance: Random) -> Findings:
    """A gateway that quotes the address, which holds the token: it must stand in the settings and nowhere else."""
    quoting = Strike("sendMessage", Fault(applied=False, status=400, description=f"nothing at /bot{TOKEN}/x"), times=3)

    async def meanwhile(found: Stage) -> None:
        found.telegram.faults.append(quoting)

    folder = run.folder / name
    await Trial(arguments=bot(name), longest=4, per_second=20, seconds=2, meanwhile=meanwhile).run(folder, chance)
    found = Findings()
    files = [file for file in folder.rglob("*") if file.is_file() and file.name != "config.toml"]
    found.expect("files with the token", sum(TOKEN.lower().encode() in file.read_bytes().lower() for file in files))
    return found


async def _pinged(run: Run, name: str, chance: Random) -> Findings:
    """Pings that fall due, some of them for what is done."""
    trial = Trial(arguments=bot(name), longest=8, per_second=2, seconds=6, pings=6, done=3, apart=0.3)
    return await trial.run(run.folder / name, chance)


async def _cut_off(run: Run, name: str, _chance: Random) -> Findings:
    return await worked(run, name, Mode(), bot(name))


async def _sending(run: Run, name: str, chance: Random, *, killed: bool) -> Findings:
    """A small broadcast: answers lost, or a kill while calls are on the wire."""
    async with sending_to(run, name, Mode(), 40, arguments=bot(name)) as sending:
        found = sending.found
        if not killed:
            found.telegram.faults.append(Lossy(chance, share=0.5))
        await found.bot.start()
        await sending.begin()
        if killed:
            found.bot.striker(signal.SIGKILL)()
            await found.bot.ended()
            await Killer().kill(found, [Kill(Point.SENT, chance.randint(2, 9), 0.0)])
            await found.bot.start()
        return await _copies(sending)


async def _copies(sending: Sending) -> Findings:
    """Wait a while for the end, which a mutant may never reach, and count copies."""
    try:
        async with asyncio.timeout(15):
            await sending.end()
    except TimeoutError:
        pass
    found = Findings()
    found.expect("receivers with two copies", sum(count > 1 for count in sending.arrived().values()))
    return found


async def _two(run: Run, name: str, _chance: Random) -> Findings:
    """Two bots on one database at a Telegram that takes little more than the pace of one."""
    mode, limits = Mode(webhook=True, server=run.server), Limits(bot_per_second=8)
    async with sending_to(run, name, mode, 60, bots=2, pace=5, limits=limits, arguments=bot(name)) as sending:
        for each in sending.found.bots:
            await each.start()
        await sending.found.serving()
        await sending.begin()
        found = await _copies(sending)
        found.expect("429 provoked", sum(call.status == 429 for call in sending.found.telegram.calls))
        return found


async def _deposed(run: Run, name: str, _chance: Random) -> Findings:
    """Two bots on one database; the first falls silent and goes on: from then on the second alone may send."""
    mode = Mode(webhook=True, server=run.server)
    async with sending_to(run, name, mode, 150, bots=2, pace=5, arguments=bot(name)) as sending:
        for each in sending.found.bots:
            await each.start()
        await sending.found.serving()
        await sending.begin()
        await sending.end()
        found = Findings()
        found.expect("sent by a deposed leader", int((await sending.found.store.rows(DEPOSED))[0][0]))
        return found


def _mutants(run: Run) -> dict[str, Mutant]:
    """Return the mutants that can be tried here."""
    found = {
        "acknowledges before it stores": Mutant(_killed(Point.TAKEN), "updates lost"),
        "answers 200 before it stores": Mutant(_killed(Point.TAKEN, Mode(webhook=True)), "updates lost"),
        "takes a repeated update for a new one": Mutant(_talked_to, "updates that nobody sent"),
        "marks as done in a second commit": Mutant(_killed(Point.SENDING), "effects twice"),
        "forgets what was half-sent": Mutant(_killed(Point.SENDING), "rows without an outcome"),
        "sends half-sent broadcasts again": Mutant(_broadcast_killed, "receivers with two copies"),
        "sends broadcasts in doubt again": Mutant(_broadcast_lossy, "receivers with two copies"),
        "takes an error of the server for a refusal": Mutant(_on_the_wire, "rows refused"),
        "lets news overtake what waits": Mutant(_on_the_wire, "out of order in their chat"),
        "forgets holds": Mutant(_on_the_wire, "calls inside a hold"),
        "doesn't look again before a ping": Mutant(_pinged, "pings for what is done"),
        "keeps what errors quote": Mutant(_quoted, "files with the token"),
        "plans a ping twice": Mutant(_pinged, "pings twice"),
    }
    led = {
        "leads without the lock": Mutant(_two, "429 provoked"),
        "leads on without the fence": Mutant(_deposed, "sent by a deposed leader"),
    }
    cut = {"doesn't wait for the disk": Mutant(_cut_off, "updates lost that were acknowledged")}
    return {**found, **(led if run.server else {}), **(cut if can_trace() else {})}


async def _broadcast_killed(run: Run, name: str, chance: Random) -> Findings:
    return await _sending(run, name, chance, killed=True)


async def _broadcast_lossy(run: Run, name: str, chance: Random) -> Findings:
    return await _sending(run, name, chance, killed=False)


async def mutants(run: Run) -> None:
    """Run every mutant; those that go unseen break the run."""
    for name, mutant in _mutants(run).items():
        await run.piece(f"mutant: {name}", lambda inner, n=name, m=mutant: _tried(inner, n, m))  # type: ignore[misc]


async def _tried(run: Run, name: str, mutant: Mutant) -> None:
    caught = await _caught(run, name, mutant)
    print(f"mutant: {name} -> {caught or 'NOTHING'}", flush=True)
    run.broken += [] if caught else [f"unseen: the bot that {name}"]


async def _caught(run: Run, name: str, mutant: Mutant) -> str:
    """Return the figure that shows the mutant, empty where it doesn't."""
    found = await mutant.tried(run, name, run.random(name))
    return next((each for each in found.broken if each.startswith(mutant.shown_by)), "")
