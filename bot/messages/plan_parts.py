"""The parts of a plan page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.messages.base import Button, Rendered, Rows, button, clip, lines, pager, pages_of, press
from bot.messages.plan_draft import Draft
from bot.messages.plan_words import deadline_words, hours_words, in_section, mode_words
from bot.messages.when import when_of
from bot.plan_reader.form import items, kept
from bot.texts import say

SHOWN = 6
"""Items a page: so many fit into one message even where their texts are long."""
MAIN = {"s": "name", "g": "label", "d": "text", "a": "content"}


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
        add = button(language, f"plan_parts.add_{self.part}", "plan.add", plan, self.draft.version, self.part)
        back = button(language, "common.back", "plan.open", plan)
        return (
            tuple(numbers),
            pager(language, "plan.part", plan, self.part, page=page, pages=pages),
            (add,),
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
