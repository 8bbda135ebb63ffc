"""What owners are told when a figure is out of bounds, and when it is over; what others are told after a gap."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.calendar.words import instant_words
from bot.messages.base import Rendered, lines
from bot.texts import say


@dataclass(frozen=True)
class Raised:
    """A figure is out of bounds: what, since when, and what to do."""

    name: str
    since: datetime
    values: dict[str, Any] = field(default_factory=dict)

    def render(self, language: str) -> Rendered:
        """Return the alert."""
        title = say(language, f"alerts.{self.name}")
        return Rendered(
            lines(
                [
                    say(language, "alerts.raised", title=title),
                    say(language, f"alerts.{self.name}_what", **self.values),
                    say(language, "alerts.since", since=instant_words(self.since, language)),
                    "",
                    say(language, f"alerts.{self.name}_do"),
                ]
            )
        )


@dataclass(frozen=True)
class Over:
    """The figure is back within its bounds."""

    name: str
    since: datetime
    until: datetime

    def render(self, language: str) -> Rendered:
        """Return the end of the alert."""
        title = say(language, f"alerts.{self.name}")
        since, until = instant_words(self.since, language), instant_words(self.until, language)
        return Rendered(
            lines(
                [
                    say(language, "alerts.over", title=title),
                    say(language, "alerts.over_when", since=since, until=until),
                ]
            )
        )


@dataclass(frozen=True)
class PressAgain:
    """To whoever was in the middle of something when the bot was away: presses of that time are lost.

    `messages_lost`: it was away for so long that messages are gone too.
    """

    since: datetime
    until: datetime
    messages_lost: bool = False

    def render(self, language: str) -> Rendered:
        """Return the request."""
        since, until = instant_words(self.since, language), instant_words(self.until, language)
        key = "alerts.press_again_lost" if self.messages_lost else "alerts.press_again"
        return Rendered(say(language, key, since=since, until=until))


@dataclass(frozen=True)
class MessagesLost:
    """To the office: the bot was away for longer than Telegram keeps messages."""

    since: datetime
    until: datetime

    def render(self, language: str) -> Rendered:
        """Return what may be missing and what to do."""
        since, until = instant_words(self.since, language), instant_words(self.until, language)
        return Rendered(
            lines(
                [
                    say(language, "alerts.lost"),
                    say(language, "alerts.lost_when", since=since, until=until),
                    "",
                    say(language, "alerts.lost_do"),
                ]
            )
        )
