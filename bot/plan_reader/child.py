"""Reading in a child process: a foreign file can neither hold up the bot nor eat its memory."""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import sys
from pathlib import Path
from typing import Any

from bot.errors import Unreadable

CPU_SECONDS = 9
"""Of computing, whatever else the machine does meanwhile; a plan takes a fraction of one."""
MEMORY = 768 * 1024 * 1024
_UNREADABLE = 3


async def read_in_child(data: bytes, file_name: str, *, seconds: float = 20) -> dict[str, Any]:
    """Return `read(data, file_name)` as computed by a child process within `seconds` of wall clock.

    Raises:
        Unreadable: as `read` does; `plan_reader.too_slow` after the time, `plan_reader.damaged` when the child died.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.plan_reader.child",
        "--name",
        file_name,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        out, _ = await asyncio.wait_for(child.communicate(data), seconds)
    except TimeoutError:
        raise Unreadable("plan_reader.too_slow") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    return _answer(child.returncode, out)


def _answer(code: int | None, out: bytes) -> dict[str, Any]:
    """The CPU limit kills by a signal (negative code); memory running out or a fault in pdfium is the file's fault."""
    if code == 0:
        answer: dict[str, Any] = json.loads(out)
        return answer
    if code == _UNREADABLE:
        problem = json.loads(out)
        raise Unreadable(problem["key"], **problem["values"])
    raise Unreadable("plan_reader.too_slow" if code is not None and -code == _CPU_SIGNAL else "plan_reader.damaged")


_CPU_SIGNAL = 24
"""SIGXCPU on Linux."""


def main(arguments: list[str] | None = None) -> int:
    """Read the document on stdin (or --file) and print the reading, or what is wrong with it, as JSON."""
    parser = argparse.ArgumentParser(prog="bot.plan_reader.child")
    parser.add_argument("--file", type=Path)
    parser.add_argument("--name", default="")
    options = parser.parse_args(arguments)
    from bot.plan_reader.whole import read  # noqa: PLC0415 - the parent must not load the libraries of documents

    _limit()
    data = options.file.read_bytes() if options.file else sys.stdin.buffer.read()
    try:
        found = read(data, options.name or (options.file.name if options.file else ""))
    except Unreadable as problem:
        sys.stdout.write(json.dumps({"key": problem.key, "values": problem.values}))
        return _UNREADABLE
    sys.stdout.write(json.dumps(found, ensure_ascii=False))
    return 0


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))


if __name__ == "__main__":
    sys.exit(main())
