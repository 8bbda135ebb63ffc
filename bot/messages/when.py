"""When people meet, in words: thứ Năm, 18/7/2024, từ 07:30 đến 11:15, or the window that is known so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from bot.calendar.words import day_words, window_words
from bot.texts import say

HALVES = frozenset({"morning", "afternoon"})


@dataclass(frozen=True)
class When:
    """The time of a session; `first` and `last` bound the day (equal where it is known), office time.

    `precision` is one of exact, day, half_day, week, month, quarter, none.
    """

    precision: str
    first: date | None
    last: date | None
    start: time | None = None
    end: time | None = None
    half_day: str | None = None

    @property
    def day(self) -> date | None:
        """The day, None while only a window is known."""
        return self.first if self.first == self.last else None

    @property
    def end_words(self) -> str:
        """When it ends, as HH:MM; empty where that isn't known."""
        return f"{self.end:%H:%M}" if self.end else ""

    def window(self, language: str) -> str | None:
        """Return the days among which it will be, None where the day is known or nothing is."""
        if self.first is None or self.last is None or self.first == self.last:
            return None
        return window_words(self.first, self.last, self.precision, language)

    def words(self, language: str) -> str:
        """Return it as organisers read it: as exact as it is known, with the hours."""
        if self.start is None:
            return self._day("when", language)
        if self.end is None and self.day is not None:
            return self.announced(language)
        day = self._day("when", language) if self.day is None else day_words(self.day, language)
        if self.end is None:
            return str(say(language, "when.from", day=day, start=f"{self.start:%H:%M}"))
        return str(say(language, "when.from_to", day=day, start=f"{self.start:%H:%M}", end=self.end_words))

    def announced(self, language: str) -> str:
        """Return it as those invited read it: thứ Năm, 10/12/2026, 07:30; what isn't known will be told."""
        if self.day is None or self.start is None:
            return self._day("meetings", language)
        return str(say(language, "calendar.instant", day=day_words(self.day, language), hour=f"{self.start:%H:%M}"))

    def _day(self, manner: str, language: str) -> str:
        """Return the day, the half of it, or the window, in the sentences of `manner` (when or meetings)."""
        if self.first is None or self.last is None:
            return str(say(language, f"{manner}.open"))
        if window := self.window(language):
            return str(say(language, f"{manner}.window", window=window))
        day = day_words(self.first, language)
        return str(say(language, f"{manner}.{self.half_day}", day=day)) if self.half_day in HALVES else day


def when_of(meeting: Mapping[str, Any]) -> When:
    """Return when a session of a reading is."""
    window = meeting.get("window") or (None, None)
    return When(
        meeting.get("date_precision") or "none",
        date.fromisoformat(window[0]) if window[0] else None,
        date.fromisoformat(window[1]) if window[1] else None,
        clock_of(meeting.get("start_time")),
        clock_of(meeting.get("end_time")),
        meeting.get("half_day"),
    )


def clock_of(text: str | None) -> time | None:
    """Return the time of an `HH:MM` of a reading."""
    return time.fromisoformat(text) if text else None
