"""What a unit is told when a session moves: old → new, with those of its deadlines that move along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.messages.base import Rendered, button, clip, lines
from bot.messages.duty_titles import duty_title
from bot.messages.lists_due import basis
from bot.messages.meetings import Meeting
from bot.texts import say

SHOWN = 12


@dataclass(frozen=True)
class MovedDeadline:
    """A deadline of the unit before and after (aware; None while it is open); without a text it is the list's."""

    text: str | None
    section: str | None
    old: datetime | None
    new: datetime | None
    by: str = "plan"

    def say(self, language: str) -> Markup:
        """Return its line."""
        act = duty_title(self.text, 120) if self.text is not None else say(language, "moved.list")
        section = basis(language, self.by, self.section)
        old, new = _moment(self.old, language), _moment(self.new, language)
        return say(language, "moved.deadline", act=act, section=section, old=old, new=new)


@dataclass(frozen=True)
class Moved:
    """The message to one unit. `several`: the conference has other sessions too, so the session is named."""

    conference_id: int
    title: str
    unit_id: int
    unit: str
    old: Meeting
    new: Meeting
    several: bool
    deadlines: tuple[MovedDeadline, ...]

    def render(self, language: str) -> Rendered:
        """Return it: the change first."""
        text = lines(
            [
                say(language, f"moved.title_{self._kind}", title=clip(self.title, 200)),
                say(language, "letters.to", unit=self.unit),
                "",
                say(language, "moved.session", name=self.new.name) if self.several else None,
                *self._change(language),
                *self._deadlines(language),
                "",
                say(language, "moved.rest"),
            ]
        )
        unit = button(language, "moved.my_unit", "myunit.open", self.unit_id, self.conference_id)
        return Rendered(text, ((unit,),))

    @property
    def _kind(self) -> str:
        if self.old.venue != self.new.venue:
            return "venue"
        return "when" if self.old.when.day is not None else "fixed"

    def _change(self, language: str) -> Iterator[Markup]:
        if self._kind == "venue":
            yield say(language, "sessions.old_venue", old=self.old.where(language))
            yield say(language, "sessions.new_venue", new=self.new.where(language))
            yield say(language, "meetings.time", when=self.new.announced(language))
            return
        if self._kind == "when":
            yield say(language, "sessions.old_when", old=self.old.announced(language))
            yield say(language, "sessions.new_when", new=self.new.announced(language))
        else:
            yield say(language, "meetings.time", when=self.new.announced(language))
            if window := self.old.when.window(language):
                yield say(language, "moved.expected", window=window)
        yield say(language, "meetings.venue", venue=self.new.where(language))

    def _deadlines(self, language: str) -> Iterator[str | Markup]:
        if not self.deadlines:
            return
        yield ""
        yield say(language, "moved.deadlines")
        yield from (deadline.say(language) for deadline in self.deadlines[:SHOWN])
        if len(self.deadlines) > SHOWN:
            yield say(language, "moved.more", count=len(self.deadlines) - SHOWN)


def _moment(moment: datetime | None, language: str) -> str:
    return str(say(language, "moved.no_moment")) if moment is None else instant_words(moment, language)
