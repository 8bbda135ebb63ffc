"""Work in a child process: it can neither hold up the bot, nor eat its memory, nor see its secrets, nor write a file.

Whatever reads foreign bytes or draws is done so; there is no second way.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.errors import Unreadable

UNREADABLE = 3
"""The exit code of a child that says what is wrong."""
KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LANG", "LC_ALL", "SYSTEMROOT")
"""What a child sees of the environment: the token may stand in the rest."""

NICE = 2
"""Whoever asks the bot something meanwhile is answered first."""


class ChildDied(Exception):
    """The work ended without a result: out of memory, a fault in a library, or a bug; the message is its exit code."""


@dataclass(frozen=True)
class Limits:
    """What a child may use: `cpu` seconds of computing, `memory` bytes of address space, `seconds` of wall clock.

    On a busy machine computing takes several times as long by the clock, so `seconds` leaves room for that.
    """

    seconds: float
    cpu: int
    memory: int = 512 * 1024 * 1024


async def confined(module: str, data: bytes, limits: Limits, *arguments: str) -> bytes:
    """Return what the `module` of ours, which calls `serve`, makes of `data`; it sees `arguments` in sys.argv[3:].

    Raises:
        Unreadable: as its work does.
        TimeoutError: it took longer than the limits let it.
        ChildDied: it ended without a result.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        str(limits.cpu),
        str(limits.memory),
        *arguments,
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env={name: os.environ[name] for name in KEPT if name in os.environ},
        process_group=0,
    )
    try:
        out, _ = await asyncio.wait_for(child.communicate(data), limits.seconds)
    finally:
        await _ended(child)
    return _answer(child.returncode, out)


async def _ended(child: Process) -> None:
    """End the child and whatever program it runs."""
    if child.returncode is None:
        os.killpg(child.pid, signal.SIGKILL)
        await child.wait()


def _answer(code: int | None, out: bytes) -> bytes:
    if code == 0:
        return out
    if code == UNREADABLE:
        problem: dict[str, Any] = json.loads(out)
        raise Unreadable(problem["key"], **problem["values"])
    if code == -signal.SIGXCPU:
        raise TimeoutError
    raise ChildDied(code)


def serve(work: Callable[[bytes], bytes]) -> int:
    """Do `work` on what comes in, under limits, and write its result or what is wrong; return the exit code."""
    os.nice(NICE)
    _limit(cpu=int(sys.argv[1]), memory=int(sys.argv[2]))
    try:
        out, code = work(sys.stdin.buffer.read()), 0
    except Unreadable as problem:
        out, code = json.dumps({"key": problem.key, "values": problem.values}).encode(), UNREADABLE
    sys.stdout.buffer.write(out)
    return code


def _limit(*, cpu: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it has nothing to write anywhere
