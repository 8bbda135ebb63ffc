"""Telegram's HTML, read as strictly as its documentation asks: https://core.telegram.org/bots/api#html-style.

The result is what the real server keeps: the plain text and its entities, counted in UTF-16 units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from bot.playground.telegram.errors import ApiError, bad_request

Entity = dict[str, Any]

KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
NAMED = {"lt", "gt", "amp", "quot"}
_TOKEN = re.compile(
    r"<(?P<slash>/?)(?P<name>[a-zA-Z][a-zA-Z-]*)(?P<attributes>(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>"
    r"|&(?P<reference>[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);|(?P<plain>[^<>&]+)"
)
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass
class Formatted:
    """Plain text with its entities (offset and length in UTF-16 units)."""

    text: str = ""
    entities: list[Entity] = field(default_factory=list)

    def trimmed(self) -> Formatted:
        """Return it without white space at both ends, as the server stores it."""
        text = self.text.strip()
        cut, length = units(self.text) - units(self.text.lstrip()), units(text)
        entities = []
        for entity in self.entities:
            start = max(entity["offset"] - cut, 0)
            end = min(entity["offset"] + entity["length"] - cut, length)
            if end > start:
                entities.append({**entity, "offset": start, "length": end - start})
        return Formatted(text, entities)


def parse_html(source: str) -> Formatted:
    """Read Telegram HTML.

    Raises `ApiError` 400 "can't parse entities" for a tag that Telegram doesn't know, tags that don't nest,
    and `<`, `>`, `&` that are not escaped.
    """
    result, position = _Reader(), 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            raise _unparsed(f"Unescaped or unclosed {source[position]!r}", source, position)
        result.take(match, source)
        position = match.end()
    return result.finished()


class _Reader:
    def __init__(self) -> None:
        self.text = ""
        self.length = 0
        self.open: list[tuple[str, Entity]] = []
        self.entities: list[Entity] = []

    def take(self, match: re.Match[str], source: str) -> None:
        if match["plain"] is not None:
            self._add(match["plain"])
        elif match["reference"] is not None:
            self._add(_character(match, source))
        elif match["slash"]:
            self._close(match, source)
        else:
            self.open.append((match["name"].lower(), {**_start(match, source), "offset": self.length}))

    def _add(self, text: str) -> None:
        self.text += text
        self.length += units(text)

    def _close(self, match: re.Match[str], source: str) -> None:
        name = match["name"].lower()
        if not self.open:
            raise _unparsed(f'Unexpected end tag "{name}"', source, match.start())
        expected, entity = self.open.pop()
        if name != expected:
            raise _unparsed(f'Unmatched end tag, expected "</{expected}>", found "</{name}>"', source, match.start())
        entity["length"] = self.length - entity["offset"]
        if entity["length"] and entity["type"]:
            self.entities.append(entity)

    def finished(self) -> Formatted:
        if self.open:
            raise bad_request(
                f"can't parse entities: Can't find end tag corresponding to start tag \"{self.open[-1][0]}\""
            )
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return Formatted(self.text, self.entities)


def _start(match: re.Match[str], source: str) -> Entity:
    name = match["name"].lower()
    given = {key.lower(): unescape(value.strip("\"'")) for key, value in _ATTRIBUTE.findall(match["attributes"])}
    kind = KINDS.get(name)
    if kind is None or (name == "span" and given.get("class") != "tg-spoiler"):
        raise _unparsed(f'Unsupported start tag "{name}"', source, match.start())
    entity: Entity = {"type": kind}
    if kind == "text_link":
        entity = {"type": kind, "url": given["href"]} if given.get("href") else {"type": ""}
    elif kind == "blockquote" and "expandable" in given:
        entity["type"] = "expandable_blockquote"
    elif kind == "custom_emoji":
        entity["custom_emoji_id"] = given.get("emoji-id", "")
    return entity


def _character(match: re.Match[str], source: str) -> str:
    reference = match["reference"]
    if not reference.startswith("#") and reference not in NAMED:
        raise _unparsed(f"Unsupported reference &{reference};", source, match.start())
    return unescape(match[0])


def _unparsed(reason: str, source: str, position: int) -> ApiError:
    offset = len(source[:position].encode("utf-8", "surrogatepass"))
    return bad_request(f"can't parse entities: {reason} at byte offset {offset}")
