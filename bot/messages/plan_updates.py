"""A new version of a running plan: shown before it counts, told to the units concerned, and what it did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import Rendered, Rows, button, clip, lines, pager, pages_of
from bot.messages.moved import MovedDeadline
from bot.messages.papers import paper_words
from bot.messages.plan_changes import Changed, count_of
from bot.texts import say

SHOWN = 6


@dataclass(frozen=True)
class Update:
    """What applying a new version would change, a page of it; `units` is how many would be told.

    `paper` cites a paper that changes time or venue alone; None for a new version of the plan.
    """

    plan_id: int
    version: int
    conference_version: int
    title: str
    number: str | None
    changes: tuple[Changed, ...]
    units: int
    undecided: int
    page: int = 0
    paper: str | None = None

    def render(self, language: str) -> Rendered:
        """Return the page, with the button that applies it."""
        pages = pages_of(len(self.changes), SHOWN)
        page = min(max(self.page, 0), pages - 1)
        shown = self.changes[page * SHOWN : (page + 1) * SHOWN]
        text = lines(
            [
                *self._head(language),
                say(language, "plan_updates.count", count=count_of(self.changes)) if self.changes else None,
                say(language, "plan_updates.undecided", count=self.undecided) if self.undecided else None,
                "",
                *(line for change in shown for line in change.lines(language)),
                None if self.changes else say(language, "plan_updates.nothing"),
                "",
                *((say(language, "plan_updates.tells", count=self.units),) if self.units else ()),
                say(language, "plan_updates.kept"),
            ]
        )
        return Rendered(text, self._rows(language, page, pages))

    def _head(self, language: str) -> Iterator[Markup]:
        kind = "paper" if self.paper else "title"
        yield say(language, f"plan_updates.{kind}", title=clip(self.title, 200))
        if self.paper:
            yield say(language, "plan_updates.basis", basis=clip(self.paper, 300))
        elif self.number:
            yield say(language, "plan_updates.number", paper=paper_words(language, self.number))

    def _rows(self, language: str, page: int, pages: int) -> Rows:
        plan = self.plan_id
        apply = button(language, "plan_updates.apply", "plan.apply", plan, self.version, self.conference_version)
        units = (button(language, "plans.part_units", "plan.units", plan, 0),) if self.undecided else ()
        return (
            pager(language, "plan.changes", plan, page=page, pages=pages),
            units,
            (apply,) if self.changes else (),
            (
                button(language, "plans.open_draft", "plan.open", plan),
                button(language, "plan_updates.apart", "plan.apart", plan, self.version),
            ),
        )


@dataclass(frozen=True)
class PlanChanged:
    """Tells a unit what a new version of the plan, or a paper that changes it, changes for the unit.

    `basis` is that paper as others cite it.
    """

    conference_id: int
    title: str
    basis: str
    unit_id: int
    unit: str
    changes: tuple[Changed, ...]
    lists: MovedDeadline | None = None

    def render(self, language: str) -> Rendered:
        """Return it, the changes first."""
        text = lines(
            [
                say(language, "plan_updates.told", title=clip(self.title, 200)),
                say(language, "letters.to", unit=self.unit),
                say(language, "plan_updates.basis", basis=clip(self.basis, 300)),
                "",
                *_told(self.changes, language),
                say(language, "plan_updates.more_below") if len(self.changes) > SHOWN else None,
                self.lists.say(language) if self.lists else None,
                "",
                say(language, "plan_updates.told_next"),
            ]
        )
        return Rendered(text, ((button(language, "moved.my_unit", "myunit.open", self.unit_id, self.conference_id),),))


@dataclass(frozen=True)
class Updated:
    """Tells organisers what was done: `told` units were told, `silent` have nobody to tell.

    `over` holds names of units with how many delegates they have entered beyond their new places.
    """

    conference_id: int
    title: str
    changes: tuple[Changed, ...]
    told: int
    silent: int
    over: tuple[tuple[str, int], ...] = ()

    def render(self, language: str) -> Rendered:
        """Return the result."""
        text = lines(
            [
                say(language, "plan_updates.done", title=clip(self.title, 200), count=count_of(self.changes)),
                "",
                *_told(self.changes, language),
                "",
                say(language, "plan_updates.done_told", count=self.told) if self.told else None,
                say(language, "sessions.silent", count=self.silent) if self.silent else None,
                *(say(language, "plan_updates.over", unit=clip(unit, 80), count=count) for unit, count in self.over),
            ]
        )
        return Rendered(text, ((button(language, "plans.open_conference", "conference.open", self.conference_id),),))


def _told(changes: tuple[Changed, ...], language: str) -> Iterator[Markup]:
    """Yield the first changes, and how many more there are."""
    for change in changes[:SHOWN]:
        yield from change.lines(language)
    if rest := count_of(changes[SHOWN:]):
        yield say(language, "plan_updates.more", count=rest)
