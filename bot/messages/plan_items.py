"""An item of a plan on a card, each fact with its button, and the question for a correction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.messages.base import Rendered, Rows, button, clip, in_pairs, lines
from bot.messages.plan_draft import Draft
from bot.messages.plan_parts import MAIN, SHOWN
from bot.messages.plan_words import chair_words, deadline_words, hours_words, in_section, people_words
from bot.messages.when import when_of
from bot.plan_reader.form import REMOVABLE, items
from bot.texts import say

FACTS: Mapping[str, tuple[str, ...]] = {
    "h": ("title", "number", "issuing_body", "chair"),
    "s": ("name", "day", "start_time", "end_time", "venue", "expected_delegates"),
    "g": ("label", "mode", "units", "quota_per_unit", "quota_total"),
    "d": ("text", "deadline", "lead", "coordinating", "submit_to"),
    "a": ("hours", "content", "presenter"),
}
"""The facts of each part that can be corrected, in the order of the card."""
CHOICES = {"mode": ("in_person", "online", "both")}
"""The facts that can be tapped instead of typed."""


def fact_words(item: Mapping[str, Any], field: str, language: str) -> str | None:
    """Return a fact in words; None where it is open."""
    match field:
        case "day":
            return (
                when_of({**item, "start_time": None, "end_time": None}).words(language) if item.get("window") else None
            )
        case "deadline":
            return deadline_words(item, language)
        case "chair":
            return chair_words(item.get("chair"))
        case "expected_delegates":
            return people_words(item.get("expected_delegates"), language)
        case "hours":
            return hours_words(item)
        case "mode":
            return str(say(language, f"plan_words.{item['mode']}")) if item.get("mode") else None
        case "lead" | "coordinating" | "units":
            return "; ".join(item.get(field) or []) or None
    value = item.get(field)
    return None if value is None else str(value)


def _item(draft: Draft, part: str, index: int) -> Mapping[str, Any]:
    return draft.reading if part == "h" else items(draft.reading, part)[index]


@dataclass(frozen=True)
class ItemCard:
    """One item (or the head) with each of its facts and a button to correct it; `changed` is the fact just changed."""

    draft: Draft
    part: str
    index: int
    changed: str | None = None

    def render(self, language: str) -> Rendered:
        """Return the card."""
        item = _item(self.draft, self.part, self.index)
        removed = bool(item.get("removed"))
        name = say(language, f"plan_parts.name_{self.part}", n=self.index + 1)
        facts = [self._fact(item, field, language) for field in FACTS[self.part]]
        return Rendered(
            lines(
                (
                    self._changed(item, language),
                    say(language, "plan_parts.card", name=name, section=in_section(item, language)),
                    say(language, "plan_parts.is_removed") if removed else None,
                    *facts,
                    "",
                    say(language, "plan_parts.card_hint"),
                )
            ),
            self._rows(language, removed=removed),
        )

    def _changed(self, item: Mapping[str, Any], language: str) -> Markup | None:
        if self.changed is None:
            return None
        name = say(language, f"plan_parts.fact_{self.changed}")
        words = fact_words(item, self.changed, language) or say(language, "plan_parts.open")
        return say(language, "plan_parts.changed", fact=name, value=clip(str(words), 300)) + "\n"

    def _fact(self, item: Mapping[str, Any], field: str, language: str) -> Markup:
        words = fact_words(item, field, language)
        value = say(language, "plan_parts.open") if words is None else clip(words, 650)
        return say(language, "plan_parts.fact", fact=say(language, f"plan_parts.fact_{field}"), value=value)

    def _rows(self, language: str, *, removed: bool) -> Rows:
        plan, version, place = self.draft.plan_id, self.draft.version, (self.part, self.index)
        edits = [
            button(language, f"plan_parts.fact_{field}", "plan.fact", plan, version, *place, field)
            for field in (() if removed else FACTS[self.part])
        ]
        out = button(language, f"plan_parts.{'restore' if removed else 'remove'}", "plan.out", plan, version, *place)
        back = (
            button(language, "common.back", "plan.open", plan)
            if self.part == "h"
            else button(language, "common.back", "plan.part", plan, self.part, self.index // SHOWN)
        )
        pairs = in_pairs(edits)
        return (*pairs, (out,) if self.part in REMOVABLE else (), (back,))


@dataclass(frozen=True)
class AskFact:
    """The question what a fact should be, with what stands there now and how to say it."""

    draft: Draft
    part: str
    index: int
    field: str
    may_be_open: bool

    def render(self, language: str) -> Rendered:
        """Return the question."""
        now = fact_words(_item(self.draft, self.part, self.index), self.field, language)
        name = say(language, f"plan_parts.fact_{self.field}")
        rows: Rows = ((button(language, "common.cancel", "common.cancel"),),)
        place = (self.draft.plan_id, self.draft.version, self.part, self.index, self.field)
        if self.may_be_open:
            rows = ((button(language, "plan_parts.leave_open", "plan.blank", *place),), *rows)
        choices = [
            button(language, f"plan_parts.choose_{value}", "plan.choose", *place, value)
            for value in CHOICES.get(self.field, ())
        ]
        rows = (*((one,) for one in choices), *rows)
        return Rendered(
            lines(
                (
                    say(language, "plan_parts.ask", fact=name),
                    say(language, "plan_parts.now", value=clip(now, 1200)) if now else None,
                    say(language, f"plan_parts.how_{self.field}"),
                )
            ),
            rows,
        )


@dataclass(frozen=True)
class AskItem:
    """The question for a new item of a part, by the fact that it can't be without."""

    part: str

    def render(self, language: str) -> Rendered:
        """Return the question."""
        field = MAIN[self.part]
        return Rendered(
            lines((say(language, f"plan_parts.adding_{self.part}"), say(language, f"plan_parts.how_{field}"))),
            ((button(language, "common.cancel", "common.cancel"),),),
        )
