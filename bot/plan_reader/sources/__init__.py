"""Files to blocks: the kind is told by the content, never by the name."""

from __future__ import annotations

from bot.errors import Unreadable
from bot.plan_reader.blocks import Block, numbered
from bot.plan_reader.sources import docx, pdf, txt
from bot.plan_reader.sources.kind import Kind, kind_of

MAX_BYTES = 20 * 1024 * 1024
"""The Bot API hands over files up to 20 MB (getFile); a plan is some tens of kilobytes."""

_READERS = {Kind.DOCX: docx.read, Kind.PDF: pdf.read, Kind.TXT: txt.read}


def blocks_of(data: bytes) -> list[Block]:
    """Return the blocks of a document.

    Raises:
        Unreadable: it is too big, empty, of another kind, locked, damaged, scanned, or unpacks to too much.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("plan_reader.too_big")
    blocks = numbered(_READERS[kind_of(data)](data))
    if not blocks:
        raise Unreadable("plan_reader.empty")
    return blocks
