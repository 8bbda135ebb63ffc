"""Moving a session: what is asked, old → new shown back, what was done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import Rendered, Rows, button, clip, lines
from bot.messages.meetings import Meeting
from bot.texts import say


@dataclass(frozen=True)
class AskMoment:
    """Asks for the new day and hour of a session."""

    title: str
    now_at: Meeting

    def render(self, language: str) -> Rendered:
        """Return the question."""
        values = {"title": clip(self.title, 90), "name": self.now_at.name, "when": self.now_at.planned(language)}
        return Rendered(say(language, "sessions.ask_when", **values), _stop(language))


@dataclass(frozen=True)
class AskVenue:
    """Asks for the new venue of a session."""

    title: str
    now_at: Meeting

    def render(self, language: str) -> Rendered:
        """Return the question."""
        values = {"title": clip(self.title, 90), "name": self.now_at.name, "venue": self.now_at.where(language)}
        return Rendered(say(language, "sessions.ask_venue", **values), _stop(language))


@dataclass(frozen=True)
class ConfirmMove:
    """Shows old → new before a session moves, with what moves along.

    `deadlines` counts those that are planned anew, `units` who is told; `day_off` says that nobody works then.
    """

    session_id: int
    version: int
    title: str
    old: Meeting
    new: Meeting
    deadlines: int
    units: int
    day_off: bool

    def render(self, language: str) -> Rendered:
        """Return the question."""
        kind = "fix" if self.old.when.day is None else "move"
        text = lines(
            [
                say(language, f"sessions.confirm_{kind}", name=self.old.name),
                say(language, "common.conference", title=clip(self.title, 90)),
                "",
                *_when(language, self.old, self.new),
                say(language, "sessions.day_off") if self.day_off else None,
                "",
                _consequences(language, self.deadlines),
                say(language, "sessions.tells", count=self.units),
                say(language, "sessions.or_again"),
            ]
        )
        yes = button(language, f"sessions.yes_{kind}", "sessions.move", self.session_id, self.version)
        return Rendered(text, ((yes,), *_stop(language)))


@dataclass(frozen=True)
class ConfirmVenue:
    """Shows old → new before a venue changes."""

    session_id: int
    version: int
    title: str
    old: Meeting
    new: Meeting
    units: int

    def render(self, language: str) -> Rendered:
        """Return the question."""
        text = lines(
            [
                say(language, "sessions.confirm_venue", name=self.old.name),
                say(language, "common.conference", title=clip(self.title, 90)),
                "",
                *_where(language, self.old, self.new),
                "",
                say(language, "sessions.tells", count=self.units),
            ]
        )
        yes = button(language, "sessions.yes_venue", "sessions.place", self.session_id, self.version)
        return Rendered(text, ((yes,), *_stop(language)))


@dataclass(frozen=True)
class MoveDone:
    """Tells organisers what a move did: `people` were told in `units`, `silent` units have nobody to tell.

    `past` of the changed `deadlines` already lie in the past.
    """

    conference_id: int
    title: str
    old: Meeting
    new: Meeting
    units: int
    people: int
    silent: int
    deadlines: int
    past: int

    def render(self, language: str) -> Rendered:
        """Return the result."""
        kind = "venue" if self.old.venue != self.new.venue else "fix" if self.old.when.day is None else "move"
        change = _where if kind == "venue" else _when
        text = lines(
            [
                say(language, f"sessions.done_{kind}", name=self.old.name),
                say(language, "common.conference", title=clip(self.title, 90)),
                "",
                *change(language, self.old, self.new),
                "",
                say(language, "sessions.deadlines_moved", count=self.deadlines) if self.deadlines else None,
                say(language, "sessions.deadlines_past", count=self.past) if self.past else None,
                say(language, "sessions.told", units=self.units, people=self.people) if self.units else None,
                say(language, "sessions.silent", count=self.silent) if self.silent else None,
            ]
        )
        sessions = button(language, "sessions.back", "sessions.open", self.conference_id)
        duties = button(language, "sessions.board", "duties.board", self.conference_id)
        return Rendered(text, ((sessions,), (duties,)) if self.deadlines else ((sessions,),))


def _where(language: str, old: Meeting, new: Meeting) -> Iterator[Markup]:
    yield say(language, "sessions.old_venue", old=old.where(language))
    yield say(language, "sessions.new_venue", new=new.where(language))


def _when(language: str, old: Meeting, new: Meeting) -> Iterator[Markup]:
    """Yield old → new; where the end moves along, or can't be kept, that is said."""
    yield say(language, "sessions.was_open" if old.when.day is None else "sessions.old_when", old=old.planned(language))
    yield say(language, "sessions.new_when", new=new.planned(language))
    if old.when.end is not None and old.when.end != new.when.end:
        yield say(language, "sessions.end_along" if new.when.end else "sessions.end_dropped", end=old.when.end_words)


def _consequences(language: str, deadlines: int) -> str:
    key = "sessions.moves_along" if deadlines else "sessions.moves_nothing"
    return say(language, key, deadlines=deadlines)


def _stop(language: str) -> Rows:
    return ((button(language, "common.cancel", "common.cancel"),),)
