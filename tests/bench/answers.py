"""A person presses a button: how long until the answer is there, beside a bare echo bot under the same presses."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bot.playground.telegram.limits import Limits
from tests.bench.figures import Figure, Spread, milliseconds
from tests.bench.machine import FIRST_PERSON, Bench, bench
from tests.faults.process import RUN

PEOPLE = 60
PER_SECOND = 20
ECHO = ("-m", "tests.bench.echo")
PRESS = "no.such.verb:1:2"
"""A button that isn't known any more: the whole way in, a lookup, an answer as a new message."""


async def measure(folder: Path, *, rounds: int, seconds: float) -> list[Figure]:
    """Press in turn at both bots, `rounds` times `seconds` each; compare the medians of the rounds."""
    ours, peers = [], []
    for number in range(rounds):
        ours.append(await _round(folder / f"ours{number}", RUN, seconds))
        peers.append(await _round(folder / f"echo{number}", ECHO, seconds))
    return [
        _figure("press answered, median", [each.p50 for each in ours], [each.p50 for each in peers], "; goal 300 ms"),
        _figure("press answered, 99th percentile", [each.p99 for each in ours], [each.p99 for each in peers], ""),
    ]


def _figure(name: str, ours: Sequence[float], peers: Sequence[float], goal: str) -> Figure:
    mine, theirs = median(ours), median(peers)
    note = f"bare echo {milliseconds(theirs)}, ratio {mine / theirs:.1f}{goal}"
    return f"{name}, {PER_SECOND} updates/s", milliseconds(mine), note


async def _round(folder: Path, arguments: Sequence[str], seconds: float) -> Spread:
    limits = Limits(private_per_second=30, private_burst=30)
    async with bench(folder, PEOPLE, arguments, limits) as running:
        await running.bot.start()
        await running.polls()
        await _press(running, PEOPLE)  # the first press of each sets up what lasts: person, menu, connections
        return Spread.of(await _press(running, int(seconds * PER_SECOND)))


async def _press(running: Bench, count: int) -> list[float]:
    """Press `count` times at the rate, people in turn; return the seconds until each answer came in."""
    before = len(running.of("sendMessage"))
    pressed: list[tuple[int, float]] = []
    began = time.monotonic()
    for number in range(count):
        await asyncio.sleep(max(0.0, began + number / PER_SECOND - time.monotonic()))
        person = FIRST_PERSON + number % PEOPLE
        pressed.append((person, time.monotonic()))
        await running.telegram.user_presses(person, 1, PRESS)
    await running.until(lambda: len(running.of("sendMessage")) >= before + count, 60)
    answers: dict[int, list[float]] = {}
    for call, at in running.of("sendMessage")[before:]:
        answers.setdefault(int(call.params["chat_id"]), []).append(at)
    return [answers[person].pop(0) - at for person, at in pressed]
