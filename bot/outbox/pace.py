"""Pace: when the next call may leave. Pure: time comes in as seconds, nothing sleeps here.

Limits of Telegram: about 30 messages a second in all, about one a second in a private chat with short bursts, 20 a
minute in a group (Bot API: FAQ, "My bot is hitting limits"); `retry_after` holds the chat or the bot, and doesn't say
which. So after a flood answer one call probes another chat while everything else waits.
"""

from __future__ import annotations

from dataclasses import dataclass

MOMENT = 0.01
"""Seconds that a claim takes: calls don't wait for each other's for less."""


@dataclass
class Bucket:
    """A bucket that fills at `rate` tokens a second up to `size`."""

    rate: float
    size: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Return the seconds until one token is there, 0 if it is."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.level >= 1 - 1e-9 else (1 - self.level) / self.rate

    def take(self) -> None:
        """Take one token."""
        self.level -= 1


class Pace:
    """The bot's bucket, one bucket a chat, and the holds that Telegram ordered."""

    def __init__(self, per_second: float, chat_per_second: float = 1.0, chat_burst: int = 12) -> None:
        # One call too late, by the time that a claim takes, may be made up for; in no second are there more than 30.
        size = min(2.0, max(1.0, 30 - per_second))
        self._all = Bucket(per_second, size, size, 0.0)
        self._chat_rate, self._chat_size = chat_per_second, float(chat_burst)
        self._chats: dict[int, Bucket] = {}
        self._held: dict[int | None, float] = {}
        self._spent: set[int] = set()
        self._flooded: dict[int, float] = {}
        self._bot_flooded = False
        self._probe: int | None = None

    @property
    def probing(self) -> bool:
        """Whether a call is on the wire that shall show whom Telegram holds: nothing else may leave meanwhile."""
        return self._probe is not None

    def wait(self, chat_id: int, now: float) -> float:
        """Return the seconds until a call to `chat_id` may leave."""
        return max(self.wait_all(now), self._wait_chat(chat_id, now))

    def wait_all(self, now: float) -> float:
        """Return the seconds until a call to any chat may leave."""
        return max(0.0, self._held.get(None, 0.0) - now, self._all.wait(now))

    def places(self, now: float) -> int:
        """Return how many calls may leave together now, one at least: those that the next moment would let go too.

        In doubt whom a flood answer holds it is one.
        """
        self._all.wait(now)
        return 1 if self._flooded else max(1, int(self._all.level + self._all.rate * MOMENT))

    def slow(self, now: float) -> dict[int, float]:
        """Return the chats that have to wait though the bot has not, and for how many seconds."""
        waits = {chat_id: self._wait_chat(chat_id, now) for chat_id in self._spent}
        self._spent = {chat_id for chat_id, seconds in waits.items() if seconds > 0}
        return {chat_id: waits[chat_id] for chat_id in self._spent}

    def took(self, chat_id: int, now: float) -> None:
        """Count a call that leaves now; in doubt whom a flood answer holds, it is the probe."""
        if self._flooded and self._probe is None:
            self._probe = chat_id
        self._all.take()
        self._chat(chat_id, now).take()
        self._spent.add(chat_id)

    def hold(self, chat_id: int | None, until: float) -> None:
        """Let nothing leave to `chat_id` (None: to anyone) before `until`."""
        self._held[chat_id] = max(self._held.get(chat_id, 0.0), until)
        if chat_id is not None:
            self._spent.add(chat_id)

    def flooded(self, chat_id: int, until: float) -> float | None:
        """Hold the chat of a call that was answered by a flood; return until when the bot is held, if it turns out so.

        It is the bot that is held when a probe to a chat that had no flood answer yet gets one too, or the first call
        after a hold of the bot does. The end of the longest hold counts, and then calls start from an empty bucket.
        """
        whole = chat_id == self._probe and (self._bot_flooded or chat_id not in self._flooded)
        self._flooded[chat_id] = until
        self.hold(chat_id, until)
        self._probe = None if chat_id == self._probe else self._probe
        if not whole:
            return None
        self._bot_flooded, longest = True, max(self._flooded.values())
        self.hold(None, longest)
        self._all.level, self._all.at = 0.0, longest
        return longest

    def answered(self, chat_id: int, *, surely: bool) -> None:
        """Note that a call to `chat_id` ended without a flood answer; `surely`: Telegram took it."""
        if chat_id == self._probe:
            self._probe = None
            if surely:
                self._flooded, self._bot_flooded = {}, False

    def forget(self, now: float) -> None:
        """Drop the buckets that are full again and the holds that are over."""
        self._chats = {c: b for c, b in self._chats.items() if b.wait(now) > 0 or b.level < b.size}
        self._held = {c: until for c, until in self._held.items() if until > now}

    def _wait_chat(self, chat_id: int, now: float) -> float:
        return max(0.0, self._held.get(chat_id, 0.0) - now, self._chat(chat_id, now).wait(now))

    def _chat(self, chat_id: int, now: float) -> Bucket:
        if chat_id not in self._chats:
            rate, size = (self._chat_rate, self._chat_size) if chat_id > 0 else (20 / 60, 5.0)
            self._chats[chat_id] = Bucket(rate, size, size, now)
        return self._chats[chat_id]
