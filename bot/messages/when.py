"""When people meet, in words: sáng thứ Năm, 18/7/2024, 07:30 – 11:15, or the window that is known so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from bot.calendar.words import day_words, window_words
from bot.texts import say


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

    def words(self, language: str) -> str:
        """Return it as exact as it is known."""
        if self.first is None or self.last is None:
            return self._with_hours(str(say(language, "when.open")), language)
        if self.first != self.last:
            window = window_words(self.first, self.last, self.precision, language)
            return self._with_hours(str(say(language, "when.window", window=window)), language)
        return self._with_hours(self._day(self.first, language), language)

    def _day(self, day: date, language: str) -> str:
        words = day_words(day, language)
        half = self.half_day in {"morning", "afternoon"}
        return str(say(language, f"when.{self.half_day}", day=words)) if half else words

    def _with_hours(self, day: str, language: str) -> str:
        if self.start is None:
            return day
        if self.end is None:
            return str(say(language, "when.from", day=day, start=f"{self.start:%H:%M}"))
        return str(say(language, "when.from_to", day=day, start=f"{self.start:%H:%M}", end=f"{self.end:%H:%M}"))


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
