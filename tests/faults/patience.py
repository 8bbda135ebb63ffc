"""How long a trial waits: as long as anything changes. Seconds alone would judge the machine, not the bot."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Container
from contextlib import suppress

from bot.playground.telegram import Change, SimulatedTelegram
from tests.whole_bot.person import Person

STILL = 120.0
"""Seconds without any change after which nothing will change any more."""


class Patience:
    """Is over once what it is shown has stayed the same for `still` seconds."""

    def __init__(self, still: float = STILL) -> None:
        self._still = still
        self._seen: object = None
        self._since = time.monotonic()

    def over(self, seen: object) -> bool:
        """Look at how things stand; return whether to give up."""
        if seen != self._seen:
            self._seen, self._since = seen, time.monotonic()
        return time.monotonic() - self._since > self._still


async def lasting(seconds: float, met: Callable[[], object], seen: Callable[[], object]) -> None:
    """Wait so many seconds, and until what befalls the bot was `met`; give up once what is `seen` stays the same."""
    began, patience = time.monotonic(), Patience()
    while time.monotonic() - began < seconds or not (met() or patience.over(seen())):  # noqa: ASYNC110
        await asyncio.sleep(0.05)


class Patient(Person):
    """A person who waits for an answer, over kills and starts, while there is any change in a chat not `ignored`."""

    def __init__(self, telegram: SimulatedTelegram, user_id: int, *, ignored: Container[int] = ()) -> None:
        super().__init__(telegram, user_id, timeout=STILL)
        self._ignored = ignored

    async def waits_until(self, met: Callable[[], bool], failure: str) -> None:
        """Wait until `met()`, looked at after every change in any chat; fails with `failure` and this chat."""
        patience, changed, changes = Patience(self.timeout), asyncio.Event(), 0

        def note(change: Change) -> None:
            nonlocal changes
            changes += change.chat_id not in self._ignored
            changed.set()

        stop = self.telegram.on_change(note)
        try:
            while not met():
                if patience.over(changes):
                    raise AssertionError(f"{failure}\n--- chat of {self.id} ---\n{self.chat}")
                changed.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(1):
                        await changed.wait()
        finally:
            stop()
