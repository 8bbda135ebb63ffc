"""The ways out of a dialog: whatever is said while one stands open carries them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.messages.base import Button, Message, Rendered, Rows, button
from bot.texts import say

LEAVES = frozenset({"common.cancel", "join.decline"})
"""Presses by which a message leads out of its dialog by itself."""


@dataclass(frozen=True)
class InDialog:
    """A message of a dialog that stands open, with a way out of it, and one step back where `back` (a press) leads."""

    message: Message
    back: str | None = None

    def render(self, language: str) -> Rendered:
        """Return the message with the ways out as its last row.

        The keyboard that asks for a contact takes the place of buttons (Bot API: reply_markup is one of both).
        """
        rendered = self.message.render(language)
        if rendered.ask_contact:
            return rendered
        return replace(rendered, rows=_with_ways_out(rendered.rows, self.back, language))


def _with_ways_out(rows: Rows, back: str | None, language: str) -> Rows:
    shown = {one.press for row in rows for one in row}
    ways = (Button(str(say(language, "common.back").unescape()), back),) if back and back not in shown else ()
    if not shown & LEAVES:
        return (*rows, (*ways, button(language, "common.cancel", "common.cancel")))
    return tuple(row if not _leaves(row) else (*ways, *row) for row in rows)


def _leaves(row: tuple[Button, ...]) -> bool:
    return any(one.press in LEAVES for one in row)
