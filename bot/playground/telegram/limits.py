"""How fast a bot may send: https://core.telegram.org/bots/faq#broadcasting-to-users."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.telegram.errors import too_many_requests


@dataclass(frozen=True)
class Limits:
    """The pace the server holds a bot to, in messages; `enforced=False` lets everything pass."""

    enforced: bool = True
    bot_per_second: int = 30
    private_per_second: float = 1.0
    private_burst: int = 20
    group_per_minute: int = 20


class Window:
    """At most `count` takes in any `seconds`."""

    def __init__(self, count: int, seconds: float) -> None:
        self._count = count
        self._seconds = seconds
        self._taken: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Return the seconds until the next take is allowed, 0 if it is now."""
        while self._taken and self._taken[0] <= now - self._seconds:
            self._taken.popleft()
        return 0.0 if len(self._taken) < self._count else self._taken[0] + self._seconds - now

    def take(self, now: float) -> None:
        """Count one."""
        self._taken.append(now)


class Bucket:
    """A bucket of `capacity` drops that fills by `per_second`."""

    def __init__(self, capacity: int, per_second: float) -> None:
        self._capacity = capacity
        self._per_second = per_second
        self._drops = float(capacity)
        self._seen: float | None = None

    def wait(self, now: float) -> float:
        """Return the seconds until the next take is allowed, 0 if it is now."""
        passed = 0.0 if self._seen is None else now - self._seen
        self._drops = min(self._capacity, self._drops + passed * self._per_second)
        self._seen = now
        return max(0.0, (1 - self._drops) / self._per_second)

    def take(self, now: float) -> None:
        """Count one."""
        self._seen = now
        self._drops -= 1


class Pace:
    """Counts the messages of one bot against `Limits`; `seconds` is a monotonic clock."""

    def __init__(self, limits: Limits, seconds: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._seconds = seconds
        self._bot = Window(limits.bot_per_second, 1.0)
        self._chats: dict[int, Window | Bucket] = {}

    def take(self, chat_id: int) -> None:
        """Count one message to `chat_id`; raises `ApiError` 429 where it is too fast (and counts nothing)."""
        if not self._limits.enforced:
            return
        now, chat = self._seconds(), self._chat(chat_id)
        wait = max(self._bot.wait(now), chat.wait(now))
        if wait > 1e-9:  # dust of floating point is no wait
            raise too_many_requests(math.ceil(wait))
        self._bot.take(now)
        chat.take(now)

    def _chat(self, chat_id: int) -> Window | Bucket:
        if chat_id not in self._chats:
            private = chat_id > 0
            self._chats[chat_id] = (
                Bucket(self._limits.private_burst, self._limits.private_per_second)
                if private
                else Window(self._limits.group_per_minute, 60.0)
            )
        return self._chats[chat_id]
