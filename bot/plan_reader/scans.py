"""Files that are pictures of pages: how many, and reading all of them at once."""

from __future__ import annotations

from typing import Any

from bot.errors import Unreadable
from bot.plan_reader.child import read_scan_in_child
from bot.plan_reader.scan_child import can_recognise, recognise_in_child

MOST_PAGES = 40
SCANNED = "plan_reader.scanned"


def pages_of(problem: Unreadable) -> int | None:
    """Return the pages of the scan that a file can't be read for being; None where something else is wrong.

    Raises:
        Unreadable: plan_reader.scan_too_long.
    """
    if problem.key != SCANNED:
        return None
    pages = int(problem.values["pages"])
    if pages > MOST_PAGES:
        raise Unreadable("plan_reader.scan_too_long", pages=pages, most=MOST_PAGES)
    return pages


async def read_at_once(data: bytes, file_name: str, problem: Unreadable) -> dict[str, Any]:
    """Return the reading of a file that `problem` says is a scan, one page after the other.

    Raises:
        Unreadable: as `recognise_in_child` and `read_scan` do; `problem` where this machine recognises no letters, or
            where it is none of a scan.
    """
    pages = pages_of(problem)
    if pages is None or not await can_recognise():
        raise problem
    return await read_scan_in_child([await recognise_in_child(data, n) for n in range(pages)], file_name)
