"""A province in the tables: start, memory, how late pings leave, and how long the large screens and tables take."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.documents.registry import RegistryRow
from bot.documents.registry_out import write_registry
from bot.documents.words import words
from tests.bench.figures import Figure, milliseconds
from tests.bench.machine import Bench, bench, resident, worked
from tests.bench.rows import DUTIES, RULES, delegates, filling, pings, province, unit_name

OWNER = 2001
APART = timedelta(seconds=0.73)
APPLY = re.compile(r"registry\.apply:[\w:.-]+")
ANSWERS = ("sendMessage", "editMessageText", "sendDocument")


@dataclass(frozen=True)
class Size:
    """How much stands in the tables."""

    units: int
    people: int

    @property
    def reminders(self) -> int:
        """How many pings are planned."""
        return self.units * DUTIES * len(RULES)

    def __str__(self) -> str:
        """Say it."""
        return f"{self.units:,} units, {self.people:,} delegates, {self.reminders:,} open reminders"


@dataclass(frozen=True)
class Took:
    """Seconds that something took, and processor seconds of the bot meanwhile: on a busy machine these tell more."""

    seconds: float
    work: float

    def __add__(self, other: Took) -> Took:
        """Return both, one after the other."""
        return Took(self.seconds + other.seconds, self.work + other.work)

    def __str__(self) -> str:
        """Say both."""
        return f"{self.seconds:.2f} s ({self.work:.2f} s)"


@dataclass(frozen=True)
class Measured:
    """What was measured; `rest` and `end` are megabytes of resident memory, `late` seconds."""

    start: Took
    rest: float
    status: Took
    status_table: Took
    delegates_table: Took
    registry: Took
    late: list[float]
    end: float


def size_of(units: int) -> Size:
    """Return the size that goes with so many units: 20,000 delegates with 3,500 units."""
    return Size(units, units * 40 // 7)


async def measure(folder: Path, size: Size, *, count: int) -> Measured:
    """Start the bot over tables of that size, let `count` pings come due, and ask for all that is large."""
    async with bench(folder, count) as running:
        running.telegram.add_user(OWNER, "Chủ quản")
        running.bot.place.config.open("a", encoding="utf-8").write(f"[owners]\ntelegram_ids = [{OWNER}]\n")
        now = datetime.now(UTC)
        async with filling(running.url, now) as connection:
            await province(connection, size.units, now)
            await delegates(connection, size.units, size.people, now)
            due = await pings(connection, count, datetime.now(UTC) + timedelta(seconds=12), APART)
        began = time.monotonic()
        await running.bot.start()
        await running.polls()
        start = Took(running.of("getUpdates")[0][1] - began, worked(running.bot.pid))
        rest = resident(running.bot.pid)
        await running.until(lambda: len(running.of("sendMessage")) >= count, 90)
        sent = running.of("sendMessage")
        late = [(call.at - instant).total_seconds() for (call, _), instant in zip(sent, due, strict=True)]
        asked = await _asked(running, size)
        return Measured(start, rest, *asked, late, resident(running.bot.pid))


async def _asked(running: Bench, size: Size) -> tuple[Took, Took, Took, Took]:
    """Ask for the status, its table, the delegates' table, and put in a registry with a new name for each unit."""
    telegram = running.telegram
    await _takes(running, telegram.user_sends_text(OWNER, "/start"), "")  # the first answer brings the menu
    status = await _takes(running, telegram.user_sends_text(OWNER, "/status"), "status.export:")
    table = await _takes(running, telegram.user_presses(OWNER, 1, "status.export:1"), ".xlsx")
    people = await _takes(running, telegram.user_presses(OWNER, 1, "delegates.export:1"), ".xlsx")
    lines = [
        RegistryRow(unit_name(n), aliases=(f"Xã {n} cũ",), level="commune", kind="commune")
        for n in range(1, size.units + 1)
    ]
    sheet = write_registry(lines, words("vi"))
    preview = await _takes(running, telegram.user_sends_document(OWNER, "danh-ba.xlsx", sheet), "registry.apply:")
    found = APPLY.search(_written(running)[-1])
    assert found is not None
    applied = await _takes(running, telegram.user_presses(OWNER, 1, found[0]), f"{size.units}")
    return status, table, people, preview + applied


async def _takes(running: Bench, act: Awaitable[object], shown: str) -> Took:
    """Return what it takes from an act until an answer comes in that holds `shown`."""
    before, began, work = len(running.of(*ANSWERS)), time.monotonic(), worked(running.bot.pid)
    await act
    await running.until(lambda: any(shown in each for each in _written(running)[before:]), 60)
    number = next(n for n, each in enumerate(_written(running)) if n >= before and shown in each)
    return Took(running.of(*ANSWERS)[number][1] - began, worked(running.bot.pid) - work)


def _written(running: Bench) -> list[str]:
    return [json.dumps(call.params, default=str, ensure_ascii=False) for call, _ in running.of(*ANSWERS)]


def figures(size: Size, found: Measured) -> list[Figure]:
    """Return the lines of the table."""
    late = sorted(found.late)
    return [
        (f"with {size}", "", ""),
        ("start to first poll", str(found.start), "goal 2 s"),
        ("memory at rest", f"{found.rest:.0f} MB", "goal 300 MB"),
        ("memory after all of this", f"{found.end:.0f} MB", "goal 300 MB"),
        ("ping after its instant, median", milliseconds(late[len(late) // 2]), "goal 1 s"),
        ("ping after its instant, worst", milliseconds(late[-1]), "goal 1 s"),
        ("/status", str(found.status), "goal 0.3 s"),
        ("table of the status", str(found.status_table), "goal 5 s"),
        ("table of the delegates", str(found.delegates_table), "goal 5 s"),
        ("registry in, each unit changed", str(found.registry), "goal 10 s"),
    ]
