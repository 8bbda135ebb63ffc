"""Scenes for mutants: each waits for the event that shows the missing guard, never for seconds.

A scene is played to a bot that has one guard taken out, and gives a figure that is 0 for the bot as it is, at every
instant, however slow the machine.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.messages.base import plain
from bot.outbox.put import put
from bot.playground.telegram import Call, Fault
from tests.faults import seed
from tests.faults.patience import Patience, Patient
from tests.faults.process import Section
from tests.faults.stage import Mode, Stage, stage
from tests.faults.trials import Run

SOMEBODY, ANOTHER = 3001, 3002
"""People who write to the bot."""
RECEIVER = seed.FIRST_FOCAL
Played = Callable[[Run, str, Sequence[str]], Awaitable[int]]
"""Plays a scene, called so, to bots with the arguments of an interpreter; returns the figure."""


@dataclass(frozen=True)
class Scene:
    """What is played, and what the figure is called."""

    figure: str
    played: Played


@contextlib.asynccontextmanager
async def scene(
    run: Run,
    name: str,
    arguments: Sequence[str],
    *,
    mode: Mode = Mode(),  # noqa: B008 - frozen
    bots: int = 1,
    letters: int = 0,
    rows: Sequence[object] = (),
    sections: dict[str, Section] | None = None,
) -> AsyncIterator[Stage]:
    """Set a stage with two people, a receiver of `letters` that wait in the outbox, and `rows`; no bot runs yet."""
    async with stage(
        run.folder / name, mode, run.random(name), arguments=arguments, count=bots, sections=sections
    ) as found:
        for number in (SOMEBODY, ANOTHER, RECEIVER):
            found.telegram.add_user(number, f"Người {number}")
        if letters:
            await _put(found, letters, rows)
        yield found


async def _put(found: Stage, count: int, rows: Sequence[object]) -> None:
    found.telegram.world.chats[RECEIVER].started = True
    async with seed.province(found.bot.place, now := datetime.now(UTC)) as province:
        who = await province.world.person("Đầu mối", telegram_id=RECEIVER)
        await province.world.add(*rows)
        for number in range(count):
            await put(province.world.session, who, plain("errors.bug"), now=now, key=f"letter{number}")


async def begun(found: Stage) -> None:
    """Start every bot, one after the other, and wait until each takes updates or waits for its turn."""
    for number, bot in enumerate(found.bots):
        await bot.start()
        if not number:
            await found.serving()


async def answered(found: Stage, person: int = SOMEBODY, text: str = "/help") -> Patient:
    """Let a person write and wait for an answer."""
    who = Patient(found.telegram, person)
    known = len(who.received)
    await who.types(text)
    await who.waits_until(lambda: len(who.received) > known, f"no answer to {text}")
    return who


def to(person: int) -> Callable[[Call], bool]:
    """Return what tells a message to a person from other calls."""
    return lambda call: call.method == "sendMessage" and str(call.params.get("chat_id")) == str(person)


async def killed_at(found: Stage, seen: Callable[[Call], bool], act: Callable[[], Awaitable[object]]) -> None:
    """Let `act` happen, and kill the bot as soon as Telegram has a call that is `seen`; that call is carried out."""
    struck = False

    def watch(call: Call) -> Fault | None:
        nonlocal struck
        if not struck and seen(call):
            struck = True
            found.bot.striker(signal.SIGKILL)()
        return None

    found.telegram.faults.insert(0, watch)
    await act()
    await found.bot.ended()


async def shows(found: Stage, figure: Callable[[], Awaitable[int]]) -> int:
    """Wait until `figure` isn't 0, or nothing changes any more; return it."""
    patience = Patience()
    while not (count := await figure()):
        if patience.over((found.telegram.world.revision, await found.store.open_rows(), len(found.log()))):
            break
        await asyncio.sleep(0.05)
    return count


async def counted(found: Stage, query: str) -> int:
    """Return the number that a query gives."""
    return int((await found.store.rows(query))[0][0])
