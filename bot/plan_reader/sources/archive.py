"""The gate before a zip archive is opened by anybody: how much would come out of it."""

from __future__ import annotations

import io
import zipfile

from bot.errors import Unreadable

MAX_ENTRIES = 2000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_PART = 20 * 1024 * 1024
MAX_RATIO = 100
_MAIN = "word/document.xml"
_LOCKED = 0x1


def check(data: bytes) -> None:
    """Let a Word archive pass that is whole, unlocked and of sane size.

    Raises:
        Unreadable: damaged, locked, another kind of archive, or it would unpack to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise Unreadable("plan_reader.damaged") from error
    if _swells(entries, len(data)):
        raise Unreadable("plan_reader.bomb")
    if any(entry.flag_bits & _LOCKED for entry in entries):
        raise Unreadable("plan_reader.locked")
    if _MAIN not in {entry.filename for entry in entries}:
        raise Unreadable("plan_reader.wrong_kind")


def _swells(entries: list[zipfile.ZipInfo], packed: int) -> bool:
    sizes = [entry.file_size for entry in entries]
    total = sum(sizes)
    return (
        len(entries) > MAX_ENTRIES or total > MAX_UNPACKED or max(sizes, default=0) > MAX_PART or _dense(total, packed)
    )


def _dense(total: int, packed: int) -> bool:
    """Small archives of XML pack well; the ratio counts only where it hides something big."""
    return total > 5 * 1024 * 1024 and total > MAX_RATIO * packed
