"""Files that nobody should send: how long each takes to be answered, and how soon the bot answers others meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from itertools import cycle
from pathlib import Path

from bot.plan_reader.sources import MAX_BYTES
from bot.playground.telegram.limits import Limits
from tests.bench.figures import Figure, Spread, milliseconds
from tests.bench.machine import FIRST_PERSON, Bench, bench, resident
from tests.unit.plan_reader.hostile import FILES

OWNER = 2001
OTHERS = 30
APART = 0.25
"""Seconds between two questions of others."""
SETTINGS = f"""[owners]
telegram_ids = [{OWNER}]
"""
ANSWERS = ("sendMessage", "editMessageText")


async def measure(folder: Path, *, count: int | None) -> list[Figure]:
    """Send the files one after the other (`count` of them, or all) while others ask."""
    free = Limits(private_per_second=60, private_burst=60)
    async with bench(folder, OTHERS, limits=free) as running:
        running.telegram.add_user(OWNER, "Chủ quản")
        running.bot.place.config.open("a", encoding="utf-8").write(SETTINGS)
        await running.bot.start()
        await running.polls()
        rest = resident(running.bot.pid)
        alone = await _asked_for(running, 5.0)
        async with _asking(running) as meanwhile:
            took = {name: await _file(running, name, made()) for name, made in _files(count)}
        return _figures(took, alone, meanwhile, resident(running.bot.pid) - rest)


def _files(count: int | None) -> list[tuple[str, Callable[[], bytes]]]:
    """Return the files that Telegram would hand over."""
    return [(name, made) for name, (made, _) in FILES.items() if 0 < len(made()) <= MAX_BYTES][:count]


async def _file(running: Bench, name: str, data: bytes) -> float:
    """Return the seconds from a file to its answer: the second message, after the one that it is being read."""
    before, began = len(_to(running, OWNER)), time.monotonic()
    await running.telegram.user_sends_document(OWNER, "ke-hoach.docx", data)
    await running.until(lambda: len(_to(running, OWNER)) >= before + 2, 60)
    return _to(running, OWNER)[before + 1] - began


def _to(running: Bench, person: int) -> list[float]:
    """Return the instants at which messages to a person came in."""
    return [at for call, at in running.of(*ANSWERS) if int(call.params["chat_id"]) == person]


async def _ask(running: Bench, person: int) -> float:
    before, began = len(_to(running, person)), time.monotonic()
    await running.telegram.user_sends_text(person, "/help")
    await running.until(lambda: len(_to(running, person)) > before, 60)
    return _to(running, person)[before] - began


async def _asked_for(running: Bench, seconds: float) -> list[float]:
    """Let others ask for a while with nothing else going on."""
    async with _asking(running) as took:
        await asyncio.sleep(seconds)
    return took


@contextlib.asynccontextmanager
async def _asking(running: Bench) -> AsyncIterator[list[float]]:
    """Let others ask in turn inside the block; what is given holds the seconds until each answer."""
    took: list[float] = []

    async def turns() -> None:
        for person in cycle(range(FIRST_PERSON, FIRST_PERSON + OTHERS)):
            took.append(await _ask(running, person))
            await asyncio.sleep(APART)

    asking = asyncio.ensure_future(turns())
    try:
        yield took
    finally:
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)


def _figures(took: dict[str, float], alone: list[float], meanwhile: list[float], grown: float) -> list[Figure]:
    worst = max(took, key=lambda name: took[name])
    before, while_read = Spread.of(alone), Spread.of(meanwhile)
    return [
        (f"{len(took)} hostile files, each answered within, median", f"{Spread.of([*took.values()]).p50:.2f} s", ""),
        (f"… worst ({worst})", f"{took[worst]:.2f} s", "goal 10 s"),
        ("others' answers with nothing going on, median, 99th percentile", _both(before), ""),
        (f"… while the files are read ({len(meanwhile)} answers)", _both(while_read), "goal 300 ms"),
        ("… worst", milliseconds(max(meanwhile)), ""),
        ("memory of the bot grew by", f"{grown:.0f} MB", "goal 20 MB"),
    ]


def _both(spread: Spread) -> str:
    return f"{milliseconds(spread.p50)}, {milliseconds(spread.p99)}"
