"""Names of units in a plan: the list, and what each means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from bot.messages.base import PAGE, Button, Rendered, button, clip, labelled, lines, pager, pages_of, press
from bot.messages.plan_draft import UnitCounts
from bot.texts import say

USES = ("invited", "lead", "coordinating", "session")


class Sweep(StrEnum):
    """What one tap decides of many names: groups hold the members of the registry, unclear names are new units."""

    GROUPS = "groups"
    NEW = "new"


@dataclass(frozen=True)
class Named:
    """A name of a unit in a plan: its state (of UnitLinkState), what it means, and the units that can be chosen.

    `meant` and `choices` are (id, name); `uses` says what the name is there for.
    """

    row_id: int
    name: str
    state: str
    open: bool
    meant: tuple[tuple[int, str], ...] = ()
    choices: tuple[tuple[int, str], ...] = ()
    decided: bool = False
    kind: str | None = None
    level: str | None = None
    uses: tuple[str, ...] = ()

    def words(self, language: str) -> Markup:
        """Return what the name means, shortly."""
        values = {
            "unit": self.meant[0][1] if self.meant else "",
            "count": len(self.meant),
            "kind": say(language, f"documents.kind_{self.kind}") if self.kind else "",
            "level": say(language, f"documents.level_{self.level}") if self.level else "",
        }
        return say(language, f"plan_units.is_{self._key()}", **values)

    def _key(self) -> str:
        if self.state == "linked" and [name for _, name in self.meant] == [self.name]:
            return "linked_same"
        if self.state == "skipped" and not self.decided:
            return "host"
        if self.open and self.state == "group" and not self.choices:
            return "group_unknown"
        return f"{self.state}_open" if self.open else self.state

    @property
    def sweep(self) -> Sweep | None:
        """Return which sweep may decide an open name; None where somebody has to look at it alone."""
        if not self.open or not self.choices:
            return None
        if self.state == "group":
            return Sweep.GROUPS if self.meant else None
        return Sweep.NEW if self.state == "asked" else None

    @property
    def one_body(self) -> bool:
        """Return whether the name can be that of one new unit: a class name can't."""
        return self.state != "group" and not (self.open and not self.choices)


@dataclass(frozen=True)
class UnitList:
    """All names, those to be decided first; `registry` is how many units the registry holds."""

    plan_id: int
    names: tuple[Named, ...]
    counts: UnitCounts
    registry: int
    page: int = 0

    def render(self, language: str) -> Rendered:
        """Return a page."""
        pages = pages_of(len(self.names))
        page = min(max(self.page, 0), pages - 1)
        shown = list(enumerate(self.names, 1))[page * PAGE : (page + 1) * PAGE]
        body = [
            say(language, "plan_units.line", n=n, name=clip(named.name, 150), means=named.words(language))
            for n, named in shown
        ]
        numbers = [Button(str(n), press("plan.unit", named.row_id, 0)) for n, named in shown]
        return Rendered(
            lines((*self._head(language), "", *body, "", say(language, "plan_units.hint"))),
            (
                tuple(numbers[:4]),
                tuple(numbers[4:]),
                pager(language, "plan.units", self.plan_id, page=page, pages=pages),
                *((sweep,) for sweep in self._sweeps(language)),
                () if self.registry else (button(language, "plan_units.registry", "units.open"),),
                (button(language, "common.back", "plan.open", self.plan_id),),
            ),
        )

    def _sweeps(self, language: str) -> Iterator[Button]:
        """Offer to decide many names at once; a single one is looked at alone."""
        for sweep in Sweep:
            count = sum(named.sweep is sweep for named in self.names)
            if count > 1:
                yield labelled(language, f"plan_units.sweep_{sweep}", "plan.sweep", self.plan_id, sweep, count=count)

    def _head(self, language: str) -> Iterator[Markup]:
        counts = self.counts
        yield say(language, "plan_units.head", count=len(self.names))
        yield say(language, "plan_units.counts", known=counts.known, new=counts.new, skipped=counts.skipped)
        if counts.undecided:
            yield say(language, "plan_units.undecided", count=counts.undecided)
        if not self.registry:
            yield say(language, "plan_units.no_registry")
