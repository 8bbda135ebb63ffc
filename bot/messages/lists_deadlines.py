"""The deadline for lists of delegates as organisers set it, and as units hear of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.messages.base import Rendered, Rows, button, clip, lines
from bot.messages.letters import Addressee
from bot.messages.lists_due import due_words
from bot.texts import say


@dataclass(frozen=True)
class AskListsDue:
    """Asks an organiser for the day by which units answer and send their lists; `due` is the present one."""

    title: str
    due: datetime | None
    by: str
    section: str | None

    def render(self, language: str) -> Rendered:
        """Return the question."""
        text = lines(
            [
                say(language, "lists_due.ask"),
                say(language, "common.conference", title=clip(self.title, 90)),
                say(language, "lists_due.now", due=_words(language, self.due, self.by, self.section)),
                say(language, "lists_due.example"),
            ]
        )
        return Rendered(text, _stop(language))


@dataclass(frozen=True)
class ConfirmListsDue:
    """Shows old → new before the deadline changes; `units` would be told, `day_off` says that nobody works then."""

    conference_id: int
    version: int
    title: str
    old: datetime | None
    new: datetime
    units: int
    day_off: bool

    def render(self, language: str) -> Rendered:
        """Return the question."""
        text = lines(
            [
                say(language, "lists_due.confirm"),
                say(language, "common.conference", title=clip(self.title, 90)),
                "",
                *_change(language, self.old, self.new),
                say(language, "sessions.day_off") if self.day_off else None,
                "",
                say(language, "lists_due.along"),
                say(language, "sessions.tells", count=self.units),
                say(language, "lists_due.or_again"),
            ]
        )
        yes = button(language, "sessions.yes_move", "lists_due.set", self.conference_id, self.version)
        return Rendered(text, ((yes,), *_stop(language)))


@dataclass(frozen=True)
class ListsDueSet:
    """To organisers: the deadline is set; `people` hear of it in `units`, `silent` units have nobody to tell."""

    conference_id: int
    title: str
    old: datetime | None
    new: datetime
    units: int
    people: int
    silent: int

    def render(self, language: str) -> Rendered:
        """Return the result."""
        text = lines(
            [
                say(language, "lists_due.done"),
                say(language, "common.conference", title=clip(self.title, 90)),
                "",
                *_change(language, self.old, self.new),
                "",
                say(language, "sessions.told", units=self.units, people=self.people) if self.units else None,
                say(language, "sessions.silent", count=self.silent) if self.silent else None,
            ]
        )
        return Rendered(text, ((button(language, "duties.open_conference", "conference.open", self.conference_id),),))


@dataclass(frozen=True)
class ListsDueMoved:
    """To a unit: the day by which it answers and sends its list is another one."""

    conference_id: int
    title: str
    to: Addressee
    old: datetime | None
    new: datetime

    def render(self, language: str) -> Rendered:
        """Return it: the new day first; a unit that has sent its list, or stays away, needn't do a thing."""
        nothing = self.to.step == "nothing"
        text = lines(
            [
                say(language, "lists_due.moved", due=instant_words(self.new, language)),
                say(language, "letters.to", unit=self.to.name),
                say(language, "common.conference", title=clip(self.title, 200)),
                "",
                say(language, "lists_due.old", due=_words(language, self.old)),
                say(language, f"lists_due.done_{self.to.answer}") if nothing else None,
                "",
                say(language, "moved.rest"),
            ]
        )
        return Rendered(
            text, ((button(language, "moved.my_unit", "myunit.open", self.to.unit_id, self.conference_id),),)
        )


def _change(language: str, old: datetime | None, new: datetime) -> tuple[Markup, Markup]:
    return (
        say(language, "lists_due.old", due=_words(language, old)),
        say(language, "lists_due.new", due=instant_words(new, language)),
    )


def _words(language: str, due: datetime | None, by: str = "plan", section: str | None = None) -> Markup:
    return say(language, "lists_due.open") if due is None else due_words(language, due, by, section)


def _stop(language: str) -> Rows:
    return ((button(language, "common.cancel", "common.cancel"),),)
