"""Reading a plan in a child process (see `bot.confined`)."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from bot.confined import ChildDied, Limits, confined, serve
from bot.errors import Unreadable
from bot.plan_reader.scan_child import Sheet

LIMITS = Limits(seconds=40, cpu=9, memory=768 * 1024 * 1024)
"""A plan takes a fraction of a second of computing; the rest is for what else the machine does meanwhile."""
_RECOGNISED = "recognised"


async def read_in_child(data: bytes, file_name: str, *, limits: Limits = LIMITS) -> dict[str, Any]:
    """Return `read(data, file_name)` as a child process reads it.

    Raises:
        Unreadable: as `read` does; `plan_reader.too_slow` after the time, `plan_reader.damaged` where the child died.
    """
    return {**await _reading(data, limits), "file": file_name}


async def read_scan_in_child(sheets: Sequence[Sheet], file_name: str) -> dict[str, Any]:
    """Return `read_scan` of recognised pages as a child process reads them.

    Raises:
        Unreadable: as `read_scan` does; `plan_reader.too_slow`, `plan_reader.damaged` as above.
    """
    return {**await _reading(json.dumps(sheets).encode(), LIMITS, _RECOGNISED), "file": file_name}


async def _reading(data: bytes, limits: Limits, *arguments: str) -> dict[str, Any]:
    try:
        out = await confined("bot.plan_reader.child", data, limits, *arguments)
    except TimeoutError:
        raise Unreadable("plan_reader.too_slow") from None
    except ChildDied as death:
        raise Unreadable("plan_reader.damaged") from death
    found: dict[str, Any] = json.loads(out)
    return found


def _work(data: bytes) -> bytes:
    from bot.plan_reader.sources.page import page_of  # noqa: PLC0415
    from bot.plan_reader.whole import read, read_scan  # noqa: PLC0415 - the parent must not load the libraries

    if sys.argv[3:] == [_RECOGNISED]:
        found = read_scan([page_of(sheet) for sheet in json.loads(data)])
    else:
        found = read(data, "")
    return json.dumps(found).encode()


if __name__ == "__main__":
    sys.exit(serve(_work))
