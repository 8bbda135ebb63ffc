"""The steps of a plan: being read, confirming and forgetting it, a plan that is known, the drafts."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.base import Button, Rendered, button, clip, lines, pager, pages_of, press
from bot.messages.plan_draft import Draft
from bot.plan_reader.form import event_title
from bot.texts import say

DRAFTS = 6


@dataclass(frozen=True)
class Confirming:
    """The question before a conference is made, with what is still open; `gaps` are keys of `plans.gap_…`.

    `known` holds the conference, if any, that was made from a plan of the same number: this may be a new version of it.
    `elsewhere`: a colleague already carries out a conference of this plan.
    """

    draft: Draft
    gaps: tuple[str, ...]
    known: tuple[int, ...] = ()
    elsewhere: bool = False

    def render(self, language: str) -> Rendered:
        """Return the question."""
        plan, version = self.draft.plan_id, self.draft.version
        values = {"count": self.draft.units.undecided}
        before = (*("known" for _ in self.known), *(("elsewhere",) if self.elsewhere else ()))
        gaps = [say(language, f"plans.gap_{gap}", **values) for gap in (*before, *self.gaps)]
        title = clip(event_title(self.draft.reading), 300)
        units = (button(language, "plans.part_units", "plan.units", plan, 0),) if "units" in self.gaps else ()
        checks = (button(language, "plans.part_checks", "plan.checks", plan, 0),) if "checks" in self.gaps else ()
        update = tuple(button(language, "plan_updates.update", "plan.update", plan, known) for known in self.known)
        return Rendered(
            lines((say(language, "plans.confirming", title=title), *gaps, "", say(language, "plans.confirming_next"))),
            (
                update,
                units,
                checks,
                (button(language, "plans.make", "plan.make", plan, version),),
                (button(language, "common.back", "plan.open", plan),),
            ),
        )


@dataclass(frozen=True)
class Forgetting:
    """The question before a file is forgotten."""

    draft: Draft

    def render(self, language: str) -> Rendered:
        """Return the question."""
        plan, version = self.draft.plan_id, self.draft.version
        return Rendered(
            say(language, "plans.forgetting", title=clip(event_title(self.draft.reading), 300)),
            (
                (button(language, "plans.forget_sure", "plan.forget", plan, version),),
                (button(language, "common.back", "plan.open", plan),),
            ),
        )


@dataclass(frozen=True)
class Known:
    """This plan was confirmed before: its conference can be opened or brought up to date, or the new reading looked at.

    The same file changes nothing; one of the same number may be a new version.
    """

    plan_id: int
    conference_id: int
    title: str
    same_file: bool

    def render(self, language: str) -> Rendered:
        """Return what is known."""
        key = "plans.same_file" if self.same_file else "plans.same_number"
        return Rendered(
            say(language, key, title=clip(self.title, 200)),
            (
                (button(language, "plans.open_conference", "conference.open", self.conference_id),),
                *(() if self.same_file else (self._update(language),)),
                (button(language, "plans.open_draft", "plan.open", self.plan_id),),
            ),
        )

    def _update(self, language: str) -> tuple[Button, ...]:
        return (button(language, "plan_updates.update", "plan.update", self.plan_id, self.conference_id),)


@dataclass(frozen=True)
class Drafts:
    """The plans that are not confirmed yet: (id, title, number, still being read)."""

    drafts: tuple[tuple[int, str, str | None, bool], ...]
    page: int = 0

    def render(self, language: str) -> Rendered:
        """Return the list, each with a button."""
        if not self.drafts:
            return Rendered(say(language, "plans.none"))
        pages = pages_of(len(self.drafts), DRAFTS)
        page = min(max(self.page, 0), pages - 1)
        shown = self.drafts[page * DRAFTS : (page + 1) * DRAFTS]
        rows = tuple((self._button(language, draft),) for draft in shown)
        return Rendered(
            say(language, "plans.drafts", count=len(self.drafts)),
            (*rows, pager(language, "plan.list", page=page, pages=pages)),
        )

    def _button(self, language: str, draft: tuple[int, str, str | None, bool]) -> Button:
        plan_id, title, number, reading = draft
        key = "plans.draft_reading" if reading else "plans.draft"
        label = say(language, key, number=number or "—", title=clip(title, 40)).unescape()
        return Button(label, press("plan.open", plan_id))
