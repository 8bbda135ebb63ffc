"""One name of a unit in a plan: what it may mean, and the choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from bot.language.unit_kind import KINDS, LEVELS
from bot.messages.base import Button, Rendered, Rows, button, clip, in_pairs, lines, pager, pages_of, press
from bot.messages.plan_units import USES, Named
from bot.texts import say

MEMBERS = 10


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
        yield pager(language, "plan.unit", self.named.row_id, page=page, pages=pages)
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
        rows = in_pairs(buttons)
        return Rendered(
            say(language, f"plan_units.which_{self.field}", name=clip(self.named.name, 200)), (*rows, (back,))
        )
