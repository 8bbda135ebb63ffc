"""Names of units in a plan: the list, what each means, and the choice where that isn't sure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from bot.language.unit_kind import KINDS, LEVELS
from bot.messages.base import PAGE, Button, Rendered, Rows, button, clip, lines, pager, pages_of, press
from bot.messages.plan_draft import UnitCounts
from bot.texts import say

MEMBERS = 10
USES = ("invited", "lead", "coordinating", "session")


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
        if self.open and self.state == "group" and not self.choices:
            return "group_unknown"
        return f"{self.state}_open" if self.open else self.state

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
                pager("plan.units", self.plan_id, page=page, pages=pages),
                () if self.registry else (button(language, "plan_units.registry", "units.open"),),
                (button(language, "common.back", "plan.open", self.plan_id),),
            ),
        )

    def _head(self, language: str) -> Iterator[Markup]:
        counts = self.counts
        yield say(language, "plan_units.head", count=len(self.names))
        yield say(language, "plan_units.counts", known=counts.known, new=counts.new, skipped=counts.skipped)
        if counts.undecided:
            yield say(language, "plan_units.undecided", count=counts.undecided)
        if not self.registry:
            yield say(language, "plan_units.no_registry")


@dataclass(frozen=True)
class UnitCard:
    """One name: what it may mean, and the choice."""

    plan_id: int
    version: int
    named: Named
    registry: int
    page: int = 0
    list_page: int = 0

    def render(self, language: str) -> Rendered:
        """Return the card."""
        named = self.named
        uses = ", ".join(str(say(language, f"plan_units.use_{use}")) for use in USES if use in named.uses)
        return Rendered(
            lines(
                (
                    say(language, "plan_units.card", name=clip(named.name, 400)),
                    say(language, "plan_units.uses", uses=uses) if uses else None,
                    None if named.open else say(language, "plan_units.means", means=named.words(language)),
                    "",
                    *self._explained(language),
                )
            ),
            self._rows(language),
        )

    def _explained(self, language: str) -> Iterator[Markup]:
        if self.named.state == "group":
            if self.named.choices:
                yield say(language, "plan_units.members", count=len(self.named.choices))
            else:
                yield say(language, "plan_units.no_members" if self.registry else "plan_units.no_registry")
        elif self.named.open:
            yield say(language, "plan_units.choose" if self.named.choices else "plan_units.no_choice")
        else:
            yield say(language, "plan_units.change")

    def _act(self, language: str, key: str, verb: str, *arguments: int | str) -> Button:
        return button(language, f"plan_units.{key}", verb, self.named.row_id, self.version, *arguments)

    def _rows(self, language: str) -> Rows:
        back = button(language, "common.back", "plan.units", self.plan_id, self.list_page)
        return (*self._choices(language), *self._acts(language), (back,))

    def _choices(self, language: str) -> Iterator[tuple[Button, ...]]:
        if self.named.state == "group":
            yield from self._members(language)
        elif self.named.open:
            for unit_id, name in self.named.choices:
                yield (Button(clip(name, 60), press("plan.link", self.named.row_id, self.version, unit_id)),)

    def _members(self, language: str) -> Iterator[tuple[Button, ...]]:
        chosen = {unit_id for unit_id, _ in self.named.meant}
        pages = pages_of(len(self.named.choices), MEMBERS)
        page = min(max(self.page, 0), pages - 1)
        for unit_id, name in self.named.choices[page * MEMBERS : (page + 1) * MEMBERS]:
            key = "plan_units.member_in" if unit_id in chosen else "plan_units.member_out"
            label = say(language, key, name=clip(name, 55)).unescape()
            yield (Button(label, press("plan.member", self.named.row_id, self.version, unit_id, page)),)
        yield pager("plan.unit", self.named.row_id, page=page, pages=pages)
        if chosen and self.named.open:
            accept = say(language, "plan_units.accept", count=len(chosen)).unescape()
            yield (Button(accept, press("plan.accept", self.named.row_id, self.version)),)

    def _acts(self, language: str) -> Iterator[tuple[Button, ...]]:
        state = self.named.state
        if state == "new":
            yield (self._act(language, "set_kind", "plan.kinds"), self._act(language, "set_level", "plan.levels"))
        if self.registry:
            yield (self._act(language, "search", "plan.search"),)
        else:
            yield (button(language, "plan_units.registry", "units.open"),)
        if self.named.decided:
            yield (self._act(language, "again", "plan.again"),)
        if state != "invited" and "invited" not in self.named.uses:
            yield (self._act(language, "all_invited", "plan.everybody"),)
        yield (
            *((self._act(language, "new", "plan.new"),) if state != "new" and self.named.one_body else ()),
            *((self._act(language, "skip", "plan.skip"),) if state != "skipped" else ()),
        )


@dataclass(frozen=True)
class KindChoice:
    """The kinds (or levels) that a new unit can have; `field` is kind or level."""

    named: Named
    version: int
    field: str

    def render(self, language: str) -> Rendered:
        """Return the choice."""
        values = KINDS if self.field == "kind" else LEVELS
        buttons = [
            button(
                language,
                f"documents.{self.field}_{value}",
                f"plan.{self.field}",
                self.named.row_id,
                self.version,
                value,
            )
            for value in values
        ]
        back = button(language, "common.back", "plan.unit", self.named.row_id, 0)
        rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
        return Rendered(
            say(language, f"plan_units.which_{self.field}", name=clip(self.named.name, 200)), (*rows, (back,))
        )
