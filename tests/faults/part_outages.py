"""Part `outages`: Telegram can't be reached, refuses the token, is asked by another, floods; a server dies.

Each lasts a while under people who talk and work; then it is over, and nothing may show it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from math import ceil
from pathlib import Path

import aiohttp

from bot.clock import SystemClock
from bot.config_sections import Limits
from bot.playground.telegram import Call, Fault, flood
from tests import postgres
from tests.faults.checker import Findings
from tests.faults.kills import SENDS
from tests.faults.patience import Patience, lasting
from tests.faults.process import TOKEN
from tests.faults.scenes import counted
from tests.faults.stage import Mode, Stage
from tests.faults.trial import Trial
from tests.faults.trials import Run

Felt = Callable[[Stage, float], Awaitable[int]]
"""Lets an outage last so many seconds; returns how often the bot met it."""
FAILED = "polling failed"
LONGEST_WAIT = 150.0
"""Seconds for which a row may wait by itself: after a refused token, after many refused connections."""
HELD = "SELECT count(*) FROM hold WHERE chat_id = 0"
FLOODED = Limits().in_flight
"""Calls that a hold of the whole bot may meet: those under way when it stands in the table."""


@dataclass(frozen=True)
class Outage:
    """What fails, how, how long in the short form and in the long one, and how much people talk meanwhile."""

    name: str
    felt: Felt
    seconds: float = 6.0
    long: float = 60.0
    per_second: float = 10.0


async def outages(run: Run) -> None:
    """Try each of them."""
    pieces = [
        run.piece(each.name, lambda inner, outage=each: _tried(inner, outage, Mode()))  # type: ignore[misc]
        for each in OUTAGES
    ]
    await asyncio.gather(*pieces, *([run.piece(STOPPED, _stopped)] if run.server else []))


async def _tried(run: Run, outage: Outage, mode: Mode) -> None:
    """Let people talk and work, let it fail, let them go on."""
    met = 0

    async def meanwhile(found: Stage) -> None:
        nonlocal met
        await asyncio.sleep(2)
        met = await outage.felt(found, outage.long if run.long else outage.seconds)
        if not mode.webhook:  # there updates are brought again until they are stored
            await found.serving()

    trial = Trial(mode=mode, units=2, per_second=outage.per_second, seconds=2, meanwhile=meanwhile, quiet=LONGEST_WAIT)
    found = await trial.run(run.folder / outage.name, run.random(outage.name))
    run.tell(outage.name, judged(found, met))


def judged(found: Findings, met: int) -> Findings:
    """Add how often the bot met what failed: an outage that it never met has shown nothing."""
    found.figures["met by the bot"] = met
    found.broken += [] if met else ["the fault was never felt"]
    return found


async def _unreachable(found: Stage, seconds: float) -> int:
    """Cut what is on the wire and refuse connections."""
    known, began = found.log().count(FAILED), SystemClock().now()
    listen = await found.telegram.refuse_connections()
    await lasting(seconds, lambda: found.log().count(FAILED) > known, lambda: len(found.log()))
    # What was answered in the last second may have been cut off too before the bot had read it.
    late = [call for call in found.telegram.calls if call.method in SENDS and call.at > began - timedelta(seconds=1)]
    found.doubtful += len(late)
    await listen()
    return found.log().count(FAILED) - known


async def _unauthorized(found: Stage, seconds: float) -> int:
    """Refuse the token; the bot ends with a sentence, and is started anew as systemd does, until the token is good."""
    found.telegram.token = f"{TOKEN}-taken-back"
    ends = 0
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    while loop.time() < until or not ends:
        with contextlib.suppress(TimeoutError):
            assert await found.bot.ended(1) == 1, "it ends by itself"
            ends += 1
            await found.bot.start()
    found.telegram.token = TOKEN
    if await _ends(found):
        await found.bot.start()
    return ends


async def _ends(found: Stage) -> bool:
    """Wait until the bot that was started while the token was refused has met that, or is well."""
    known = len(found.telegram.calls)
    while found.bot.started and len(found.telegram.calls) == known:  # noqa: ASYNC110 - it depends on another process
        await asyncio.sleep(0.05)
    return not found.bot.started


async def _another(found: Stage, seconds: float) -> int:
    """Fetch updates with the same token from elsewhere, confirming none: Telegram ends the bot's own calls by 409."""
    known, loop = len(found.telegram.calls), asyncio.get_running_loop()
    until = loop.time() + seconds

    def met() -> int:
        return sum(call.status == 409 for call in found.telegram.calls[known:])

    url = f"{found.telegram.address}/bot{TOKEN}/getUpdates"
    async with aiohttp.ClientSession() as client:
        while loop.time() < until or not met():
            async with client.get(url, params={"timeout": "1"}) as answer:
                await answer.read()
    return met()


async def _flooded(found: Stage, seconds: float) -> int:
    """Answer every call of the outbox by a flood that lasts so long from the first on."""
    loop, known = asyncio.get_running_loop(), len(found.telegram.calls)
    until = 0.0

    def rule(call: Call) -> Fault | None:
        nonlocal until
        if call.method not in SENDS:
            return None
        until = until or loop.time() + seconds
        left = until - loop.time()
        return flood(ceil(left)) if left > 0 else None

    found.telegram.faults.append(rule)
    held, patience = len(found.telegram.calls), Patience()
    while not 0 < until < loop.time() and not patience.over(len(found.telegram.calls)):
        if not await counted(found, HELD):  # the bot doesn't know yet that it isn't single chats
            held = len(found.telegram.calls)
        await asyncio.sleep(0.02)
    inside = sum(call.status == 429 for call in found.telegram.calls[held:])
    assert inside <= FLOODED, f"{inside} calls inside a hold of the whole bot"
    return sum(call.status == 429 for call in found.telegram.calls[known:])


OUTAGES = (
    Outage("connections refused", _unreachable),
    Outage("token refused", _unauthorized),
    Outage("another poller on the token", _another),
    Outage("flood of the whole bot", _flooded, seconds=8.0, long=30.0, per_second=4.0),
)
STOPPED = "PostgreSQL stopped and started"


async def _stopped(run: Run) -> None:
    """Stop the server at once with a bot at work, several times in the long form, and start it again."""
    with _own_server() as (folder, address):
        home = Path(address.partition("host=")[2])

        async def felt(found: Stage, seconds: float) -> int:
            for _ in range(10 if run.long else 2):
                await asyncio.to_thread(postgres.stop, folder, home)
                await asyncio.sleep(seconds)
                await asyncio.to_thread(postgres.start, folder, home, durable=True)
                await asyncio.sleep(seconds)
            return found.log().count("database away")

        await _tried(replace(run, server=address), Outage(STOPPED, felt, 2.0, 3.0), Mode(webhook=True, server=address))


@contextlib.contextmanager
def _own_server() -> Iterator[tuple[Path, str]]:
    """Run a server of this trial's own, which waits for its disk."""
    folder = postgres.programs()
    assert folder is not None, "the run has one"
    with postgres.server(folder, durable=True) as address:
        yield folder, address
