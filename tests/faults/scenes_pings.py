"""Scenes in which pings fall due."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

from tests.faults import seed
from tests.faults.scenes import Scene, begun, scene, shows
from tests.faults.stage import Stage
from tests.faults.trial import rung
from tests.faults.trials import Run

PINGS, DONE = 2, 1


async def _pinged(run: Run, name: str, arguments: Sequence[str], figure: Callable[[list[int]], int]) -> int:
    """Let pings fall due, the first for what is done."""
    async with scene(run, name, arguments) as found:
        async with seed.province(found.bot.place, now := datetime.now(UTC)) as province:
            await seed.pings(province, PINGS, now + timedelta(seconds=1), timedelta(), done=DONE)
        for number in range(PINGS):
            known = found.telegram.add_user(seed.FIRST_PINGED + number, f"Đầu mối {number}")
            found.telegram.world.chats[known.id].started = True
        await begun(found)
        return await shows(found, _counted(found, figure))


def _counted(found: Stage, figure: Callable[[list[int]], int]) -> Callable[[], Awaitable[int]]:
    async def counted() -> int:
        return figure(rung(found, PINGS))

    return counted


async def of_what_is_done(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Count pings for what is done."""
    return await _pinged(run, name, arguments, lambda counts: sum(counts[:DONE]))


async def twice(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Count people who were told twice."""
    return await _pinged(run, name, arguments, lambda counts: sum(count > 1 for count in counts))


SCENES = {
    "doesn't look again before a ping": Scene("pings for what is done", of_what_is_done),
    "plans a ping twice": Scene("pings twice", twice),
}
