"""Work on foreign bytes in a child process: it can neither hold up the bot, nor eat its memory, nor see its secrets."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
from collections.abc import Callable
from typing import Any

from bot.errors import Unreadable

MEMORY = 512 * 1024 * 1024
"""Bytes of address space."""
UNREADABLE = 3
"""The exit code of a child that says what is wrong."""
KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LANG", "LC_ALL", "SYSTEMROOT")
"""What a child sees of the environment: the token may stand in the rest."""


async def confined(module: str, data: bytes, *, seconds: float, broken: str, slow: str) -> Any:
    """Return what the `module` of ours, which calls `serve`, makes of `data`, within `seconds` (wall clock and CPU).

    Raises:
        Unreadable: as its work does; `slow` after the time, `broken` where the child died.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        str(int(seconds)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={name: os.environ[name] for name in KEPT if name in os.environ},
    )
    try:
        out, _ = await asyncio.wait_for(child.communicate(data), seconds)
    except TimeoutError:
        raise Unreadable(slow) from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode == UNREADABLE:
        problem = json.loads(out)
        raise Unreadable(problem["key"], **problem["values"])
    if child.returncode != 0:
        raise Unreadable(broken)
    return json.loads(out)


def serve(work: Callable[[bytes], Any], seconds: int) -> int:
    """Do `work` on what comes in, under limits, and write its result or what is wrong as JSON; return the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it has nothing to write anywhere
    try:
        found, code = work(sys.stdin.buffer.read()), 0
    except Unreadable as problem:
        found, code = {"key": problem.key, "values": problem.values}, UNREADABLE
    sys.stdout.write(json.dumps(found, ensure_ascii=True))
    return code
