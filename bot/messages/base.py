"""The form of every message, and how its buttons are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from bot.texts import say

PAGE = 8


@dataclass(frozen=True)
class Button:
    """A button under a message: `press` goes back to the bot when tapped, or `url` is opened."""

    text: str
    press: str | None = None
    url: str | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Rendered:
    """A message in one language: HTML of the Bot API, rows of buttons, a stored file to send along.

    `ask_contact` is the label of a one-time keyboard button that shares the person's own contact. `protect`: it holds
    people's numbers, so Telegram lets nobody forward or save it (Bot API: protect_content).
    """

    text: Markup
    rows: Rows = ()
    file_id: int | None = None
    picture: bool = False
    ask_contact: str | None = None
    drop_keyboard: bool = False
    protect: bool = False


class Message(Protocol):
    """A thing the bot can say."""

    def render(self, language: str) -> Rendered:
        """Return it in `language` (vi or en)."""
        ...


def press(verb: str, *arguments: int | str) -> str:
    """Write what a button sends back: `verb:1:2`. Ids and versions only, never names (64 bytes, Bot API).

    Raises:
        ValueError: it would not fit.
    """
    data = ":".join((verb, *map(str, arguments)))
    if len(data.encode()) > 64:
        raise ValueError(f"too long for a button: {data}")
    return data


def button(language: str, key: str, verb: str, *arguments: int | str) -> Button:
    """Return a button labelled by the sentence `key`."""
    return Button(str(say(language, key).unescape()), press(verb, *arguments))


def labelled(language: str, key: str, verb: str, *arguments: int | str, **values: object) -> Button:
    """Return a button whose label holds values."""
    return Button(str(say(language, key, **values).unescape()), press(verb, *arguments))


def about(language: str, key: str, verb: str, name: str, *arguments: int | str) -> Button:
    """Return a button whose label names a person or thing, cut to fit."""
    return labelled(language, key, verb, *arguments, name=clip(name, 40))


def in_pairs(buttons: Sequence[Button]) -> Rows:
    """Return rows of two buttons; the last may have one."""
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def lines(parts: Iterable[str | Markup | None]) -> Markup:
    """Join the parts that are there by line ends; "" gives an empty line."""
    return Markup("\n").join(part for part in parts if part is not None)


@dataclass(frozen=True)
class Plain:
    """A sentence of the texts with its values: for what needs neither buttons nor arithmetic."""

    key: str
    values: tuple[tuple[str, object], ...] = ()
    rows: Rows = ()

    def render(self, language: str) -> Rendered:
        """Return the sentence."""
        return Rendered(say(language, self.key, **dict(self.values)), self.rows)


def plain(key: str, **values: object) -> Plain:
    """Return the sentence `key` as a message."""
    return Plain(key, tuple(values.items()))


def pager(language: str, verb: str, *arguments: int | str, page: int, pages: int) -> tuple[Button, ...]:
    """Return the row that turns pages (numbered from 0) and tells which this is; empty where there is one page."""
    if pages <= 1:
        return ()
    back = button(language, "common.page_before", verb, *arguments, page - 1) if page > 0 else None
    here = labelled(language, "common.page", "common.page", page + 1, pages, number=page + 1, count=pages)
    forward = button(language, "common.page_after", verb, *arguments, page + 1) if page + 1 < pages else None
    return tuple(b for b in (back, here, forward) if b)


def pages_of(count: int, size: int = PAGE) -> int:
    """Return how many pages `count` things take."""
    return max(1, -(-count // size))


def clip(text: str, length: int) -> str:
    """Return `text` cut at a word to at most `length` characters, with … where it was cut."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-") + "…"
