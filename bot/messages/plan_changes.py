"""What a new version of a plan changes, item by item: for the organiser who confirms it, and for each unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import clip
from bot.messages.due import When
from bot.messages.meetings import Meeting
from bot.texts import say

NAMES = 4


@dataclass(frozen=True)
class ChangedSession:
    """A session that is added, changed or dropped (`kind`)."""

    kind: str
    old: Meeting | None
    new: Meeting | None

    def lines(self, language: str) -> Iterator[Markup]:
        """Yield what changes."""
        at = self.new or self.old
        assert at is not None, "a change has one side at least"
        name = clip(at.name, 120)
        if self.old is None or self.new is None:
            yield say(
                language, f"plan_changes.session_{self.kind}", name=name, when=at.announced(language), venue=at.venue
            )
            return
        old, new = self.old.announced(language), self.new.announced(language)
        if old != new:
            yield say(language, "plan_changes.session_when", name=name, old=old, new=new)
        if self.old.venue != self.new.venue:
            where = {"old": self.old.where(language), "new": self.new.where(language)}
            yield say(language, "plan_changes.session_venue", name=name, **where)
        if old == new and self.old.venue == self.new.venue:
            yield say(language, "plan_changes.session_other", name=name)


@dataclass(frozen=True)
class ChangedGroup:
    """A line of the composition that is added, changed or dropped; names of the units that come in or fall out.

    `seats` are the places before and after where they change: of the group, or of the unit that is told.
    """

    kind: str
    label: str
    section: str | None
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    seats: tuple[int | None, int | None] | None = None

    def lines(self, language: str) -> Iterator[Markup]:
        """Yield what changes."""
        yield _head(language, f"group_{self.kind}", self.label, self.section)
        if self.seats is not None:
            old, new = (number_words(language, count) for count in self.seats)
            yield say(language, "plan_changes.seats", old=old, new=new)
        yield from _units(language, self.joined, self.left)


@dataclass(frozen=True)
class ChangedDuty:
    """A duty that is added, changed or dropped; `due` is when it is due before and after where that changes."""

    kind: str
    text: str
    section: str | None
    due: tuple[When, When] | None = None
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    def lines(self, language: str) -> Iterator[Markup]:
        """Yield what changes."""
        yield _head(language, f"duty_{self.kind}", self.text, self.section)
        if self.due is not None and self.kind == "added":
            yield say(language, "plan_changes.due", new=self.due[1].say(language))
        elif self.due is not None:
            old, new = self.due
            before = When(None if old.moment else old.words, old.moment).say(language)
            yield say(language, "plan_changes.due_moved", old=before, new=new.say(language))
        yield from _units(language, self.joined, self.left)


Changed = ChangedSession | ChangedGroup | ChangedDuty


def _head(language: str, key: str, text: str, section: str | None) -> Markup:
    place = say(language, "due.section", section=section) if section else Markup("")
    return say(language, f"plan_changes.{key}", text=clip(text, 160), section=place)


def number_words(language: str, count: int | None) -> str:
    """Return a number of places; None means that the plan sets none."""
    return str(count) if count is not None else str(say(language, "plan_changes.no_number"))


def _units(language: str, joined: tuple[str, ...], left: tuple[str, ...]) -> Iterator[Markup]:
    for key, names in (("joined", joined), ("left", left)):
        if names:
            shown = "; ".join(clip(name, 60) for name in names[:NAMES])
            more = len(names) - NAMES
            rest = say(language, "plan_changes.more_units", count=more) if more > 0 else Markup("")
            yield say(language, f"plan_changes.{key}", units=shown, more=rest)
