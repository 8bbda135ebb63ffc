"""Recognising a scanned page in a child process of its own: time, memory and what is lost by a fault count by pages."""

from __future__ import annotations

import json
import sys
from dataclasses import astuple
from typing import Any

from bot.confined import ChildDied, Limits, confined, serve
from bot.errors import Unreadable

LIMITS = Limits(seconds=90, cpu=45)
"""For one page. A full one takes some 5 seconds of computing."""
_MODULE = "bot.plan_reader.scan_child"
_ASKED = "can"

Sheet = list[Any]
"""A recognised page as JSON holds it: the values of `bot.plan_reader.sources.page.Page`, its parts as lists."""


async def can_recognise() -> bool:
    """Tell whether scans can be read on this machine."""
    return bool(await confined(_MODULE, b"", LIMITS, _ASKED))


async def recognise_in_child(data: bytes, number: int, *, limits: Limits = LIMITS) -> Sheet:
    """Return a page (`number` from 0) of a scanned PDF as recognised.

    Raises:
        Unreadable: `plan_reader.secret` where it carries a stamp, `plan_reader.too_slow` after the time,
            `plan_reader.damaged` where it can't be drawn or the child died.
    """
    try:
        sheet: Sheet = json.loads(await confined(_MODULE, data, limits, str(number)))
    except TimeoutError:
        raise Unreadable("plan_reader.too_slow") from None
    except ChildDied as death:
        raise Unreadable("plan_reader.damaged") from death
    return sheet


def _work(data: bytes) -> bytes:
    from bot.plan_reader.secret import refuse_secrets  # noqa: PLC0415 - the parent must not load the libraries
    from bot.plan_reader.sources import pdf_blocks, scan  # noqa: PLC0415

    if sys.argv[3] == _ASKED:
        return b"yes" if scan.can_recognise() else b""
    page = scan.recognise(data, int(sys.argv[3]))
    refuse_secrets(pdf_blocks.blocks_of([page]))
    return json.dumps(astuple(page)).encode()


if __name__ == "__main__":
    sys.exit(serve(_work))
