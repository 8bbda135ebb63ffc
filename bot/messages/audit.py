"""What owners read of the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.calendar.words import day_words
from bot.messages.base import Rendered
from bot.texts import say


@dataclass(frozen=True)
class MorningHead:
    """The last sealed line of a morning: its number and its hash in hex."""

    day: date
    number: int
    hash: str

    def render(self, language: str) -> Rendered:
        """Return it in one line, to be kept."""
        return Rendered(
            say(language, "audit.head", day=day_words(self.day, language), head=f"{self.number}:{self.hash}")
        )
