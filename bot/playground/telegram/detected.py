"""The entities that Telegram finds by itself in plain text: commands and addresses."""

from __future__ import annotations

import re

from bot.playground.telegram.formatted_text import Entity, units

_FOUND = re.compile(
    r"(?<![\w/<])(?P<bot_command>/[A-Za-z0-9_]{1,32}(?:@\w+)?)\b|(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)])"
)


def detect(text: str) -> list[Entity]:
    """Return the entities of the commands and addresses in `text`, in reading order."""
    return [
        {"type": match.lastgroup, "offset": units(text[: match.start()]), "length": units(match[0])}
        for match in _FOUND.finditer(text)
    ]


def merged(marked: list[Entity], found: list[Entity]) -> list[Entity]:
    """Return `marked` with those of `found` that overlap none of them, in reading order."""
    free = [entity for entity in found if not any(_overlap(entity, other) for other in marked)]
    return sorted([*marked, *free], key=lambda entity: (entity["offset"], -entity["length"]))


def _overlap(one: Entity, other: Entity) -> bool:
    if other["type"] in {"blockquote", "expandable_blockquote", "bold", "italic", "underline", "strikethrough"}:
        return False
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])
