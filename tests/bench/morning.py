"""A morning on which all is due at one instant: the nearest deadlines go first, and people are answered meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.playground.telegram import Call
from bot.playground.telegram.limits import Limits
from tests.bench.figures import Figure, milliseconds
from tests.bench.machine import FIRST_PERSON, Bench, bench, resident, worked
from tests.bench.rows import at_one_instant, filling
from tests.faults.store import Store

URGENCY = ("day", "1d", "3d", "7d")
AHEAD = 50
"""How many places a ping may be before its turn: up to thirty stand in the outbox together, some are on the wire."""
SETTLED = "SELECT count(*) FROM reminder WHERE state = 'sent'"


@dataclass
class Talker:
    """Somebody who asks something each second, and waits for the answer."""

    running: Bench
    person: int
    seconds: list[float] = field(default_factory=list)

    async def talk(self) -> None:
        """Ask again and again until cancelled."""
        while True:
            await self._ask(self._answers())
            await asyncio.sleep(1)

    async def _ask(self, before: int) -> None:
        began = time.monotonic()
        await self.running.telegram.user_sends_text(self.person, "/help")
        await self.running.until(lambda: self._answers() > before, 60)
        self.seconds.append(time.monotonic() - began)

    def _answers(self) -> int:
        return sum(
            message.sender.is_bot for message in self.running.telegram.world.chats[self.person].messages.values()
        )


async def measure(folder: Path, *, count: int) -> list[Figure]:
    """Let `count` pings to as many people come due at one instant, under Telegram's limits, at the default pace."""
    async with bench(folder, count + 1, limits=Limits()) as running:
        due = datetime.now(UTC) + timedelta(seconds=10 + count / 2000)
        async with filling(running.url, datetime.now(UTC)) as connection:
            rules = await at_one_instant(connection, count, due, URGENCY)
        await running.bot.start()
        await running.polls()
        talker = Talker(running, FIRST_PERSON + count)
        talk = asyncio.create_task(talker.talk())
        await asyncio.sleep(5)
        rest, work = resident(running.bot.pid), worked(running.bot.pid)
        await running.until(
            lambda: len(running.arrivals) > count and len(_told(running, rules)) >= count, 120 + count / 10
        )
        talk.cancel()
        told = [(int(call.params["chat_id"]), (call.at - due).total_seconds()) for call in _told(running, rules)]
        settled = (await Store(running.bot.place).rows(SETTLED))[0][0]
        last, urgent = told[-1][1], [after for chat, after in told if rules[chat] == URGENCY[0]]
        order = [rules[chat] for chat, _ in told]
        answers = sorted(talker.seconds)
        return [
            (f"{count:,} pings due at one instant", f"{count / last:.1f} a second", "goal 28"),
            ("settled in the tables", f"{settled:,}", f"goal {count:,}"),
            ("the last one after", f"{last:.0f} s", "goal 15 min with 20,000"),
            (f"the last of {len(urgent):,} that are due this day after", f"{max(urgent):.0f} s", ""),
            ("answers 429 meanwhile", str(sum(call.status == 429 for call, _ in running.of("sendMessage"))), "goal 0"),
            ("out of order by urgency", str(before_their_turn(order)), "goal 0"),
            (
                f"an answer meanwhile, p99 of {len(answers)}",
                milliseconds(answers[len(answers) * 99 // 100]),
                "goal 1 s",
            ),
            ("processor time for a ping", milliseconds((worked(running.bot.pid) - work) / count), ""),
            ("memory before and after", f"{rest:.0f} MB, {resident(running.bot.pid):.0f} MB", "goal 300 MB"),
            ("write-ahead log at its largest", f"{_log(running.bot.place.database) / 2**20:.1f} MB", ""),
        ]


def before_their_turn(order: Sequence[str]) -> int:
    """Return how many of the rules stand more than `AHEAD` places before the first place of their kind."""
    first, begins = 0, {}
    for rule in URGENCY:
        begins[rule] = first
        first += order.count(rule)
    return sum(place < begins[rule] - AHEAD for place, rule in enumerate(order))


def _told(running: Bench, rules: Container[int]) -> list[Call]:
    return [call for call, _ in running.of("sendMessage") if call.applied and int(call.params["chat_id"]) in rules]


def _log(database: Path) -> int:
    """Return the size of the write-ahead log, which is never made smaller while the bot runs."""
    return database.with_name(f"{database.name}-wal").stat().st_size
