"""How a deadline is told: in the words of the plan, and as the last working moment that they come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import day_words
from bot.clock import OFFICE_ZONE
from bot.texts import say


@dataclass(frozen=True)
class When:
    """A deadline: `words` are the plan's own, `moment` the last working moment, None while it can't be computed."""

    words: str | None = None
    moment: datetime | None = None

    def say(self, language: str) -> Markup:
        """Return trước ngày 16/7/2024, tức chậm nhất 17:00 thứ Hai, 15/7/2024."""
        if self.moment is None:
            return say(language, "due.open" if self.words else "due.none", words=self.words)
        moment = moment_words(self.moment, language)
        return say(language, "due.both" if self.words else "due.moment", words=self.words, moment=moment)


def moment_words(moment: datetime, language: str) -> str:
    """Return 17:00 thứ Hai, 15/7/2024: an hour is what counts in a deadline, so it comes first."""
    local = moment.astimezone(OFFICE_ZONE)
    return str(say(language, "due.hour_and_day", hour=f"{local:%H:%M}", day=day_words(local.date(), language)))


def left_words(language: str, days: int, *, late: bool) -> Markup:
    """Return how far a deadline is: `days` from today to its day; `late` once its moment has passed."""
    if late:
        return say(language, "due.late", days=-days) if days < 0 else say(language, "due.passed_today")
    return say(language, "due.today") if days == 0 else say(language, "due.left", days=days)
