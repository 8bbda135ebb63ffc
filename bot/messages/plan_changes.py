"""What a new version of a plan changes, item by item: for the organiser who confirms it, and for each unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
        if self.old.when != self.new.when:
            when = {"old": self.old.planned(language), "new": self.new.planned(language)}
            yield say(language, "plan_changes.session_when", name=name, **when)
        if self.old.venue != self.new.venue:
            where = {"old": self.old.where(language), "new": self.new.where(language)}
            yield say(language, "plan_changes.session_venue", name=name, **where)
        if self.old.when == self.new.when and self.old.venue == self.new.venue:
            yield say(language, "plan_changes.session_other", name=name)

    @property
    def count(self) -> int:
        """How many changes it is: time and venue are told apart."""
        if self.old is None or self.new is None:
            return 1
        return max(1, (self.old.when != self.new.when) + (self.old.venue != self.new.venue))


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


@dataclass(frozen=True)
class ChangedHead:
    """What the head of the plan says otherwise: `field` is title or chair."""

    field: str
    old: str | None
    new: str

    def lines(self, language: str) -> Iterator[Markup]:
        """Yield what changes."""
        old = clip(self.old, 200) if self.old else say(language, "plan_changes.head_none")
        yield say(language, f"plan_changes.head_{self.field}", old=old, new=clip(self.new, 200))


@dataclass(frozen=True)
class ChangedAgenda:
    """The agenda is another one."""

    def lines(self, language: str) -> Iterator[Markup]:
        """Yield what changes."""
        yield say(language, "plan_changes.agenda")


Changed = ChangedSession | ChangedGroup | ChangedDuty | ChangedHead | ChangedAgenda


def count_of(changes: Iterable[Changed]) -> int:
    """Return how many changes people are told of, before a new version is applied and after."""
    return sum(change.count if isinstance(change, ChangedSession) else 1 for change in changes)


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
