"""When and where people meet, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from markupsafe import Markup

from bot.calendar.words import day_words, window_words
from bot.texts import say


@dataclass(frozen=True)
class Meeting:
    """A session as messages tell it: `first` and `last` bound the day (equal where it is known), office time."""

    name: str
    precision: str
    first: date | None
    last: date | None
    start: time | None
    half_day: str | None
    venue: str | None

    def when(self, language: str) -> str:
        """Return thứ Năm, 10/12/2026, 07:30, as exact as it is known."""
        if self.first is None or self.last is None:
            return str(say(language, "meetings.open"))
        if self.first != self.last:
            window = window_words(self.first, self.last, self.precision, language)
            return str(say(language, "meetings.window", window=window))
        day = day_words(self.first, language)
        if self.start is not None:
            return str(say(language, "calendar.instant", day=day, hour=f"{self.start:%H:%M}"))
        return str(say(language, f"meetings.{self.half_day}", day=day)) if self.half_day else day

    def where(self, language: str) -> str:
        """Return the venue, or that it will be told."""
        return self.venue or str(say(language, "meetings.no_venue"))


def meeting_lines(meetings: tuple[Meeting, ...], language: str) -> Iterator[Markup]:
    """Yield the lines of time and venue: two for one session, one a session where there are several."""
    if len(meetings) == 1:
        yield say(language, "meetings.time", when=meetings[0].when(language))
        yield say(language, "meetings.venue", venue=meetings[0].where(language))
        return
    yield say(language, "meetings.several") if meetings else say(language, "meetings.none")
    for part in meetings:
        yield say(language, "meetings.part", name=part.name, when=part.when(language), venue=part.where(language))
