"""The office's own calendar in the chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.calendar.words import day_words, short_day
from bot.messages.base import Button, Rendered, button, lines, press
from bot.texts import say


@dataclass(frozen=True)
class OwnDays:
    """The days from today on that the office declared: day, worked or off, document. `moved`: after a change."""

    days: tuple[tuple[date, bool, str], ...]
    moved: int | None = None

    def render(self, language: str) -> Rendered:
        """Return the list with a button to add and one a day to take back."""
        text = lines(
            [
                say(language, "calendar_days.done", count=self.moved) if self.moved is not None else None,
                say(language, "calendar_days.title"),
                *(
                    say(language, f"calendar_days.{_word(working)}", day=day_words(day, language), source=source)
                    for day, working, source in self.days
                ),
                None if self.days else say(language, "calendar_days.none"),
            ]
        )
        add = (button(language, "calendar_days.add", "calendar.add"),)
        return Rendered(text, (add, *((_take_back(language, day),) for day, _, _ in self.days)))


@dataclass(frozen=True)
class WhichKind:
    """Shows the day that was understood, and asks whether it is worked or off."""

    day: date
    working: bool

    def render(self, language: str) -> Rendered:
        """Return the question; only what changes the day is offered."""
        text = say(language, f"calendar_days.is_{_word(self.working)}", day=day_words(self.day, language))
        other = _word(not self.working)
        change = button(
            language, f"calendar_days.make_{other}", "calendar.set", self.day.isoformat(), int(not self.working)
        )
        return Rendered(text, ((change,), (button(language, "common.cancel", "common.cancel"),)))


def _word(working: bool) -> str:  # noqa: FBT001 - a word for a fact
    return "worked" if working else "off"


def _take_back(language: str, day: date) -> Button:
    label = say(language, "calendar_days.take_back", day=short_day(day))
    return Button(str(label.unescape()), press("calendar.take_back", day.isoformat()))
