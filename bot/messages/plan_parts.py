"""The parts of a plan page by page, each item of them on a card, and the question for a correction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.messages.base import Button, Rendered, Rows, button, clip, lines, pager, pages_of, press
from bot.messages.plan_words import chair_words, deadline_words, hours_words, in_section, mode_words, people_words
from bot.messages.plans import Draft
from bot.messages.when import when_of
from bot.plan_reader.form import REMOVABLE, items, kept
from bot.texts import say

FACTS: Mapping[str, tuple[str, ...]] = {
    "h": ("title", "number", "issuing_body", "chair"),
    "s": ("name", "day", "start_time", "end_time", "venue", "expected_delegates"),
    "g": ("label", "units", "quota_per_unit", "quota_total"),
    "d": ("text", "deadline", "lead", "coordinating", "submit_to"),
    "a": ("hours", "content", "presenter"),
}
"""The facts of each part that can be corrected, in the order of the card."""
SHOWN = 6
"""Items a page: so many fit into one message even where their texts are long."""
MAIN = {"s": "name", "g": "label", "d": "text", "a": "content"}


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
        case "lead" | "coordinating" | "units":
            return "; ".join(item.get(field) or []) or None
    value = item.get(field)
    return None if value is None else str(value)


def _item(draft: Draft, part: str, index: int) -> Mapping[str, Any]:
    return draft.reading if part == "h" else items(draft.reading, part)[index]


@dataclass(frozen=True)
class PartPage:
    """A page of one part; each item has a number, and a button to open it."""

    draft: Draft
    part: str
    page: int = 0

    def render(self, language: str) -> Rendered:
        """Return the page."""
        found = items(self.draft.reading, self.part)
        pages = pages_of(len(found), SHOWN)
        page = min(max(self.page, 0), pages - 1)
        shown = list(enumerate(found))[page * SHOWN : (page + 1) * SHOWN]
        count = len(kept(self.draft.reading, self.part))
        body = [line for index, item in shown for line in self._lines(index, item, language)]
        head = say(language, "plan_parts.head", part=say(language, f"plans.part_{self.part}"), count=count)
        hint = say(language, "plan_parts.hint" if found else "plan_parts.nothing")
        return Rendered(lines((head, *body, "", hint)), self._rows(shown, page, pages, language))

    def _rows(self, shown: list[tuple[int, Mapping[str, Any]]], page: int, pages: int, language: str) -> Rows:
        plan = self.draft.plan_id
        numbers = [Button(str(index + 1), press("plan.item", plan, self.part, index)) for index, _ in shown]
        back = button(language, "common.back", "plan.open", plan)
        return (
            tuple(numbers),
            pager("plan.part", plan, self.part, page=page, pages=pages),
            (back,),
        )

    def _lines(self, index: int, item: Mapping[str, Any], language: str) -> Iterator[Markup]:
        main = clip(item.get(MAIN[self.part]) or "…", 200)
        key = "plan_parts.item_removed" if item.get("removed") else "plan_parts.item"
        where = in_section(item, language) if self.part in "gd" else ""
        yield say(language, key, n=index + 1, text=main, section=where)
        if not item.get("removed"):
            yield from (say(language, "plan_parts.detail", detail=clip(d, 140)) for d in self._details(item, language))

    def _details(self, item: Mapping[str, Any], language: str) -> Iterator[str]:
        match self.part:
            case "s":
                yield when_of(item).words(language)
                yield item.get("venue") or str(say(language, "plan_parts.no_venue"))
            case "g":
                yield from _group_details(item, language)
            case "d":
                yield from _duty_details(item, language)
            case "a":
                yield from filter(None, (hours_words(item), item.get("presenter")))


def _group_details(item: Mapping[str, Any], language: str) -> Iterator[str]:
    each, total = item.get("quota_per_unit"), item.get("quota_total")
    said = [
        None if each is None else str(say(language, "plan_parts.each", count=each)),
        None if total is None else str(say(language, "plan_parts.total", count=total)),
        mode_words([item.get("mode") or ""], language),
    ]
    words = "; ".join(filter(None, said))
    yield words[:1].upper() + words[1:]
    yield "; ".join(item.get("units") or [])


def _duty_details(item: Mapping[str, Any], language: str) -> Iterator[str]:
    due = deadline_words(item, language)
    yield str(say(language, "plan_parts.due", due=due) if due else say(language, "plan_parts.not_due"))
    for part in ("lead", "coordinating"):
        if item.get(part):
            yield str(say(language, f"plan_parts.{part}", units="; ".join(item[part])))


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
        pairs = tuple(tuple(edits[i : i + 2]) for i in range(0, len(edits), 2))
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
        if self.may_be_open:
            place = (self.draft.plan_id, self.draft.version, self.part, self.index, self.field)
            rows = ((button(language, "plan_parts.leave_open", "plan.blank", *place),), *rows)
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
