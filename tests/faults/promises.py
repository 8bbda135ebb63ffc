"""What a bot has told the world by its calls of the kernel: updates acknowledged, messages sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.faults.kills import SENDS
from tests.faults.record import Call

POLL = re.compile(rb"POST /bot[^/]+/getUpdates\?offset=(\d+)")
SEND = re.compile(rb"POST /bot[^/]+/(\w+) HTTP")
UPDATE = re.compile(rb'"update_id": ?(\d+)')
TAKEN = b"HTTP/1.1 200"
OUT, IN = ("sendto", "sendmsg", "write", "writev"), ("recvfrom", "recvmsg")


@dataclass
class Promises:
    """Updates that Telegram may forget, of those that it `handed` out, and how many messages have left."""

    handed: Iterable[int]
    acknowledged: set[int] = field(default_factory=set)
    sent: int = 0
    _heard: dict[str, bytes] = field(default_factory=dict)

    def hear(self, call: Call) -> bool:
        """Take notice of a call; return whether it acknowledged an update."""
        if not call.opened.startswith("socket:"):
            return False
        data = b"".join(call.texts)
        if call.name in IN:
            self._heard[call.opened] = self._heard.get(call.opened, b"") + data
        before = len(self.acknowledged)
        if call.name in OUT:
            self._told(call.opened, data)
        return len(self.acknowledged) > before

    def _told(self, socket: str, data: bytes) -> None:
        """By polling the next question acknowledges all before it, by webhook the answer what was brought."""
        if (poll := POLL.match(data)) is not None:
            self.acknowledged |= {each for each in self.handed if each < int(poll[1])}
        elif (send := SEND.match(data)) is not None:
            self.sent += send[1].decode() in SENDS
        elif data.startswith(TAKEN):
            self.acknowledged |= set(map(int, UPDATE.findall(self._heard.pop(socket, b"")))) & set(self.handed)
