"""Cutting long texts: Telegram counts UTF-16 units and takes 4,096 of them a message (Bot API: sendMessage)."""

from __future__ import annotations


def units(text: str) -> int:
    """Return the length of `text` as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, *, limit: int) -> list[str]:
    """Cut `text` at line ends into parts of at most `limit` units, at least one.

    Tags open and close within a line in all our sentences, so a cut at a line end never breaks one. A single line over
    the limit is cut between its words.
    """
    parts: list[str] = [""]
    for line in text.split("\n"):
        for piece in _pieces(line, limit):
            joined = f"{parts[-1]}\n{piece}" if parts[-1] else piece
            if units(joined) <= limit:
                parts[-1] = joined
            else:
                parts.append(piece)
    return [part for part in (p.strip("\n") for p in parts) if part] or [""]


def _pieces(line: str, limit: int) -> list[str]:
    """Cut one line between its words where it is over the limit."""
    if units(line) <= limit:
        return [line]
    pieces: list[str] = [""]
    for word in line.split(" "):
        joined = f"{pieces[-1]} {word}" if pieces[-1] else word
        if units(joined) <= limit:
            pieces[-1] = joined
        else:
            pieces.append(word[: limit // 2])
    return [piece for piece in pieces if piece]
