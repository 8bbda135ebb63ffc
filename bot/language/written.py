"""What people write, made fit to keep and to show: in NFC, without what can't be seen or turns a line round."""

from __future__ import annotations

import re

from bot.language.folding import nfc

LONGEST = 4096
"""Characters of a message (Bot API: Message.text); what came longer came from nobody's telephone."""
LONGEST_LABEL = 100
_PATH = re.compile(r'[\\/:*?"<>|]+')


def cleaned(text: str | None) -> str:
    """Return `text` line by line in NFC, without control, bidi and zero-width characters and doubled spaces."""
    return "\n".join(nfc(line) for line in (text or "")[:LONGEST].splitlines()).strip()


def file_label(name: str | None, otherwise: str) -> str:
    """Return the name of a sent file to be shown: no path, at most 100 characters with its ending kept.

    A name of which nothing is left is `otherwise`. It names no file anywhere: files are kept by our own numbers.
    """
    plain = _PATH.sub("-", nfc(name or "")).strip(" .-")
    if len(plain) <= LONGEST_LABEL:
        return plain or otherwise
    stem, dot, ending = plain.rpartition(".")
    tail = f"…{dot}{ending[:10]}" if stem else "…"
    return (stem or plain)[: LONGEST_LABEL - len(tail)].rstrip() + tail
