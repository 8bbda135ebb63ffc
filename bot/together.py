"""Several parts side by side, and what they wait for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any


async def together(*parts: Awaitable[None]) -> None:
    """Run `parts` side by side; the first that ends, well or badly, stops the others, and its error is raised."""
    tasks = [asyncio.ensure_future(part) for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        await ended(*tasks)


async def ended(*tasks: asyncio.Future[Any]) -> None:
    """Cancel `tasks` and wait until each has put its things in order."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def within(event: asyncio.Event, seconds: float) -> bool:
    """Wait for `event`, `seconds` at most; return whether it is set.

    `asyncio.wait_for` swallows a cancellation that comes together with the event (Python 3.11), and a loop that was to
    end would go on.
    """
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return event.is_set()
    return True
