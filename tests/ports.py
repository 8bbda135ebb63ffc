"""Ports of this machine for servers of tests."""

from __future__ import annotations

import random
import socket
from contextlib import ExitStack

OURS = range(20_000, 32_000)
"""Below the ports that a system gives to outgoing connections by itself: those may be taken before a server opens."""


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on, no two the same."""
    with ExitStack() as held:
        ports: list[int] = []
        while len(ports) < count:
            port, one = random.SystemRandom().choice(OURS), held.enter_context(socket.socket())
            try:
                one.bind(("127.0.0.1", port))
            except OSError:
                continue  # taken: another
            ports.append(port)
        return ports


def free_port() -> int:
    """Return a port that nobody listens on."""
    return free_ports(1)[0]
