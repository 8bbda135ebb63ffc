"""A person answers an invitation by a button: press, commit, reply; beside a bare echo bot under the same presses."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests import postgres
from tests.bench.crowd import Capacity
from tests.bench.figures import Figure, Spread, milliseconds
from tests.bench.stage import OURS, Stage, echo

PER_SECOND = 30
"""All that Telegram lets a bot answer (Bot API: FAQ)."""
NETWORK = 0.05
"""Seconds that a call takes on a real network."""


@dataclass(frozen=True)
class Round:
    """One bot's answers at a steady rate, and with everyone pressing at once."""

    steady: Spread
    full: Capacity


async def near(folder: Path, *, rounds: int, seconds: float) -> list[Figure]:
    """Measure with no network between: by polling and by webhook, on SQLite and on PostgreSQL."""
    found: list[Figure] = []
    for mode in ("polling", "webhook"):
        with _servers() as servers:
            stages = {name: Stage(folder, mode, server) for name, server in servers.items()}
            peer = Stage(folder, mode)
            taken: dict[str, list[Round]] = {name: [] for name in (*stages, "echo")}
            for _ in range(rounds):  # interleaved: what else the machine does hits all alike
                taken["echo"].append(await _round(peer, echo(1), seconds))
                for name, stage in stages.items():
                    taken[name].append(await _round(stage, OURS, seconds))
            peers = taken.pop("echo")
            for name, mine in taken.items():
                found += _compared(f"{mode}, {name}", mine, peers)
    return found


async def far(folder: Path, *, rounds: int, seconds: float) -> list[Figure]:
    """Measure with a network's delay for each call, against the echo at several settings."""
    stage = Stage(folder, people=128, delay=NETWORK)
    taken: dict[str, list[Round]] = {}
    for _ in range(rounds):
        for name, arguments in (("ours", OURS), *((f"echo, {n} at once", echo(n)) for n in (8, 16, 32))):
            taken.setdefault(name, []).append(await _round(stage, arguments, seconds))
    mine = taken.pop("ours")
    best = max(taken, key=lambda name: _rate(taken[name]))
    return [*_compared(f"{NETWORK * 1000:.0f} ms a call, SQLite, peer: {best}", mine, taken[best])]


async def _round(stage: Stage, arguments: tuple[str, ...], seconds: float) -> Round:
    async with stage.playing(arguments) as crowd:
        await crowd.steadily(PER_SECOND, 3)  # the first press of each sets up what lasts: menu, connections
        steady = await crowd.steadily(PER_SECOND, seconds)
        return Round(steady, await crowd.at_once(seconds))


def _compared(name: str, mine: Sequence[Round], peers: Sequence[Round]) -> list[Figure]:
    def line(what: str, values: Sequence[float], theirs: Sequence[float], *, rate: bool = False) -> Figure:
        one, other = median(values), median(theirs)
        written = (f"{one:.0f}/s", f"{other:.0f}/s") if rate else (milliseconds(one), milliseconds(other))
        return f"{name}: {what}", written[0], f"echo {written[1]}, ratio {one / other:.2f}"

    return [
        line(f"{PER_SECOND}/s, median", [r.steady.p50 for r in mine], [r.steady.p50 for r in peers]),
        line(f"{PER_SECOND}/s, 99th", [r.steady.p99 for r in mine], [r.steady.p99 for r in peers]),
        line("handled", [r.full.rate for r in mine], [r.full.rate for r in peers], rate=True),
        line("processor time of one", [r.full.work for r in mine], [r.full.work for r in peers]),
    ]


def _rate(rounds: Sequence[Round]) -> float:
    return median(each.full.rate for each in rounds)


@contextlib.contextmanager
def _servers() -> Iterator[dict[str, str | None]]:
    """Give the databases by name: SQLite, and PostgreSQL where it is installed, waiting for the disk as it should."""
    programs = postgres.programs()
    if programs is None:
        yield {"SQLite": None}
        return
    with postgres.server(programs, durable=True) as server:
        yield {"SQLite": None, "PostgreSQL": server}
