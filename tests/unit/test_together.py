"""Parts side by side: what is told to end ends."""

from __future__ import annotations

import asyncio

import pytest

from bot.together import ended, together, within
from tests.patience import PATIENCE


@pytest.mark.parametrize("ticks", range(4))
async def test_a_loop_ends_however_close_its_end_comes_to_the_event(ticks: int) -> None:
    event, turns = asyncio.Event(), 0

    async def loop() -> None:
        nonlocal turns
        while turns < 2:
            await within(event, 60)
            event.clear()
            turns += 1

    task = asyncio.create_task(loop())
    await asyncio.sleep(0)
    event.set()
    for _ in range(ticks):
        await asyncio.sleep(0)
    task.cancel()
    async with asyncio.timeout(PATIENCE):
        await asyncio.wait([task])
    assert task.cancelled()


async def test_waiting_has_an_end() -> None:
    event = asyncio.Event()
    assert not await within(event, 0)
    event.set()
    assert await within(event, 60)


async def test_the_first_part_that_fails_ends_the_others() -> None:
    over = asyncio.Event()

    async def lasting() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            over.set()

    async def failing() -> None:
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        await together(lasting(), failing())
    assert over.is_set()


async def test_all_have_put_their_things_in_order_when_they_are_ended() -> None:
    order = []

    async def tidy() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            order.append("tidied")

    task = asyncio.create_task(tidy())
    await asyncio.sleep(0)
    await ended(task)
    assert order == ["tidied"]
