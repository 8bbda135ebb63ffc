"""How a deadline is told: in the words of the plan, and as the last working moment that they come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.texts import say


@dataclass(frozen=True)
class When:
    """A deadline: `words` are the plan's own, `moment` the last working moment, None while it can't be computed."""

    words: str | None = None
    moment: datetime | None = None

    def say(self, language: str) -> Markup:
        """Return chậm nhất thứ Hai, 15/7/2024, 17:00 (kế hoạch ghi “trước ngày 16/7/2024”)."""
        if self.moment is None:
            return say(language, "due.open" if self.words else "due.none", words=self.words)
        moment = instant_words(self.moment, language)
        return say(language, "due.both" if self.words else "due.moment", words=self.words, moment=moment)


def left_words(language: str, days: int, *, late: bool) -> Markup:
    """Return how far a deadline is: `days` from today to its day; `late` once its moment has passed."""
    if late:
        return say(language, "due.late", days=-days) if days < 0 else say(language, "due.passed_today")
    return say(language, "due.today") if days == 0 else say(language, "due.left", days=days)
