"""A loop that hangs is told from one that waits."""

from __future__ import annotations

import asyncio

import pytest

from bot.db.away import Away, insisting
from bot.pulse import Pulse, beat


class Seconds:
    """A clock for the test to move."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


async def test_a_loop_that_comes_round_lives_and_one_that_does_not_is_stuck() -> None:
    seconds = Seconds()
    pulse = Pulse(seconds)
    come = asyncio.Event()

    async def lively() -> None:
        await come.wait()
        beat()
        await asyncio.Event().wait()

    async def dull() -> None:
        await asyncio.Event().wait()

    tasks = [asyncio.create_task(pulse.loop(w.__name__, w(), most=10)) for w in (lively, dull)]
    await asyncio.sleep(0)
    seconds.at = 8
    come.set()
    await asyncio.sleep(0)
    assert pulse.stuck() == []
    seconds.at = 11
    assert pulse.stuck() == ["dull"]
    assert pulse.silences() == {"lively": 3, "dull": 11}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert pulse.silences() == {}


def test_a_beat_outside_of_a_loop_is_nothing() -> None:
    beat()


async def test_a_loop_that_waits_for_its_database_is_not_stuck() -> None:
    seconds = Seconds()
    pulse = Pulse(seconds)
    tries = []

    async def write() -> None:
        tries.append(pulse.silences())
        seconds.at += 100
        if len(tries) < 3:
            raise Away("restarting")

    await pulse.loop("outbox", insisting(write, "outbox"), most=150)
    assert tries == [{"outbox": 0.0}] * 3


async def test_the_error_of_a_loop_is_its_own() -> None:
    async def fails() -> None:
        raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        await Pulse().loop("fails", fails(), most=1)
