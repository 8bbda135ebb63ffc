"""Moving a session: what is asked, old → new shown back, what was done."""

from __future__ import annotations

from dataclasses import dataclass

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
        values = {"title": clip(self.title, 90), "name": self.now_at.name, "when": self.now_at.announced(language)}
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
        old, new = self.old.announced(language), self.new.announced(language)
        text = lines(
            [
                say(language, "sessions.confirm_move", name=self.old.name),
                say(language, "common.conference", title=clip(self.title, 90)),
                "",
                say(language, "sessions.old_when", old=old),
                say(language, "sessions.new_when", new=new),
                say(language, "sessions.day_off") if self.day_off else None,
                "",
                _consequences(language, self.deadlines),
                say(language, "sessions.tells", count=self.units),
                say(language, "sessions.or_again"),
            ]
        )
        yes = button(language, "sessions.yes_move", "sessions.move", self.session_id, self.version)
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
                say(language, "sessions.old_venue", old=self.old.where(language)),
                say(language, "sessions.new_venue", new=self.new.where(language)),
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
        moved = self.old.venue == self.new.venue
        text = lines(
            [
                say(language, "sessions.done_move" if moved else "sessions.done_venue", name=self.old.name),
                say(language, "common.conference", title=clip(self.title, 90)),
                "",
                say(language, "sessions.old_when", old=self.old.announced(language)) if moved else None,
                say(language, "sessions.new_when", new=self.new.announced(language)) if moved else None,
                None if moved else say(language, "sessions.old_venue", old=self.old.where(language)),
                None if moved else say(language, "sessions.new_venue", new=self.new.where(language)),
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


def _consequences(language: str, deadlines: int) -> str:
    key = "sessions.moves_along" if deadlines else "sessions.moves_nothing"
    return say(language, key, deadlines=deadlines)


def _stop(language: str) -> Rows:
    return ((button(language, "common.cancel", "common.cancel"),),)
