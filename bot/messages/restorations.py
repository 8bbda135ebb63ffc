"""What an owner sees after a return from a copy: what would go out, and what to do with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.messages.base import Rendered, button, labelled, lines
from bot.texts import say
from models.outbox import Lane


@dataclass(frozen=True)
class Waiting:
    """How many messages of a lane wait, and since when the oldest does."""

    lane: Lane
    count: int
    since: datetime


@dataclass(frozen=True)
class Held:
    """The data came back from a copy of `copied_at`; `old` of the waiting messages are from before the return."""

    number: int
    copied_at: datetime
    waiting: tuple[Waiting, ...]
    old: int

    def render(self, language: str) -> Rendered:
        """Return the list, oldest first, above the ways to go on."""
        text = lines(
            [
                say(language, "restorations.held", at=instant_words(self.copied_at, language)),
                "",
                *(self._line(language, each) for each in self.waiting),
                None if self.waiting else say(language, "restorations.nothing_waits"),
                "",
                say(language, "restorations.ask"),
            ]
        )
        count = sum(each.count for each in self.waiting)
        key = "restorations.release" if count else "restorations.resume"
        release = labelled(language, key, "restoration.release", self.number, count=count)
        drop = button(language, "restorations.drop", "restoration.drop", self.number)
        refresh = button(language, "restorations.refresh", "restoration.open")
        return Rendered(text, tuple((each,) for each in (release, *([drop] if self.old else ()), refresh)))

    @staticmethod
    def _line(language: str, each: Waiting) -> Markup:
        key = f"restorations.lane_{each.lane.name.lower()}"
        return say(language, key, count=each.count, since=instant_words(each.since, language))
