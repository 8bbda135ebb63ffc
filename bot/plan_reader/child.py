"""Reading a plan in a child process (see `bot.confined`)."""

from __future__ import annotations

import json
import sys
from typing import Any

from bot.confined import ChildDied, Limits, confined, serve
from bot.errors import Unreadable

LIMITS = Limits(seconds=20, cpu=9, memory=768 * 1024 * 1024)
"""A plan takes a fraction of a second of computing; the rest is for what else the machine does meanwhile."""


async def read_in_child(data: bytes, file_name: str, *, limits: Limits = LIMITS) -> dict[str, Any]:
    """Return `read(data, file_name)` as a child process reads it.

    Raises:
        Unreadable: as `read` does; `plan_reader.too_slow` after the time, `plan_reader.damaged` where the child died.
    """
    try:
        out = await confined("bot.plan_reader.child", data, limits)
    except TimeoutError:
        raise Unreadable("plan_reader.too_slow") from None
    except ChildDied as death:
        raise Unreadable("plan_reader.damaged") from death
    return {**json.loads(out), "file": file_name}


def _reading(data: bytes) -> bytes:
    from bot.plan_reader.whole import read  # noqa: PLC0415 - the parent must not load the libraries of documents

    return json.dumps(read(data, "")).encode()


if __name__ == "__main__":
    sys.exit(serve(_reading))
