"""When and where people meet, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.when import When
from bot.texts import say


@dataclass(frozen=True)
class Meeting:
    """A session as messages tell it: its name, when and where."""

    name: str
    when: When
    venue: str | None

    def announced(self, language: str) -> str:
        """Return when it is, as those invited read it."""
        return self.when.announced(language)

    def planned(self, language: str) -> str:
        """Return when it is, as organisers read it: with the hour at which it ends, where that is known."""
        return self.when.words(language)

    def where(self, language: str) -> str:
        """Return the venue, or that it will be told."""
        return self.venue or str(say(language, "meetings.no_venue"))


def meeting_lines(
    meetings: tuple[Meeting, ...], language: str, when: Callable[[Meeting, str], str] = Meeting.announced
) -> Iterator[Markup]:
    """Yield the lines of time and venue: two for one session, one a session where there are several.

    `when` says the time: as those invited read it, or (`Meeting.planned`) as organisers do.
    """
    if len(meetings) == 1:
        yield say(language, "meetings.time", when=when(meetings[0], language))
        yield say(language, "meetings.venue", venue=meetings[0].where(language))
        return
    yield say(language, "meetings.several") if meetings else say(language, "meetings.none")
    for part in meetings:
        yield say(language, "meetings.part", name=part.name, when=when(part, language), venue=part.where(language))
