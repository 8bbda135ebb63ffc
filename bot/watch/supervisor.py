"""The supervisor: systemd is told that the bot is ready, and goes on being told that no loop hangs.

A few datagrams (sd_notify(3), WatchdogSec= in systemd.service(5)); where nobody supervises nothing is said.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Mapping

from bot.pulse import Pulse

EVERY = 15.0
"""Seconds between two signs of life; the unit in deploy/ waits for four of them."""


class Supervisor:
    """Whoever started this process, if it listens: `environment` names its socket."""

    def __init__(self, pulse: Pulse, environment: Mapping[str, str] = os.environ) -> None:
        self._pulse = pulse
        self._address = environment.get("NOTIFY_SOCKET", "")

    async def run(self) -> None:
        """Say that the bot is ready, then that it lives, for as long as no loop hangs; at the end, that it stops."""
        self._say("READY=1")
        try:
            while True:
                if not self._pulse.stuck():
                    self._say("WATCHDOG=1")
                await asyncio.sleep(EVERY)
        finally:
            self._say("STOPPING=1")

    def _say(self, state: str) -> None:
        if not self._address:
            return
        # An abstract socket begins with a zero byte, which the environment can't carry: there it is written as @.
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as telling:
            telling.sendto(state.encode(), address)
