"""What a person must look at in a plan: sentences with their sections, and which have been looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from bot.calendar.words import day_words
from bot.messages.base import Rendered, Rows, button, clip, lines, pager, pages_of
from bot.messages.plan_draft import Draft
from bot.messages.plan_words import in_section
from bot.plan_reader.form import Reading
from bot.texts import say, sentences

CHECKS_A_PAGE = 6


def unseen(reading: Reading) -> list[tuple[int, Mapping[str, Any]]]:
    """Return what no person has looked at yet, with its number (from 1)."""
    found = reading.get("anomalies") or []
    return [(number, check) for number, check in enumerate(found, 1) if not check.get("seen")]


def check_line(check: Mapping[str, Any], language: str, length: int = 300) -> Markup:
    """Return the sentence for what a person must look at, with its section; the reader's own where we have none."""
    key = f"plan_reader.anomaly_{check.get('sentence') or check.get('code')}"
    if key in sentences(language):
        values = {name: _as_told(value, language) for name, value in (check.get("values") or {}).items()}
        said = str(say(language, key, **values).unescape())
    else:
        said = str(check.get("message") or say(language, "plans.check_other"))
    named = "sections" in (check.get("values") or {})  # the sentence itself names where
    return escape(clip(said, length)) + ("" if named else in_section(check, language))


def _as_told(value: Any, language: str) -> Any:
    """Return a day that the reader wrote as 05/12/2026 with its weekday; anything else as it is."""
    try:
        return day_words(datetime.strptime(value, "%d/%m/%Y").date(), language)  # noqa: DTZ007 - a day has no zone
    except (TypeError, ValueError):
        return value


@dataclass(frozen=True)
class Checks:
    """All that needs a human eye, page by page."""

    draft: Draft
    page: int = 0

    def render(self, language: str) -> Rendered:
        """Return a page."""
        found = self.draft.reading.get("anomalies") or []
        pages = pages_of(len(found), CHECKS_A_PAGE)
        page = min(max(self.page, 0), pages - 1)
        shown = list(enumerate(found, 1))[page * CHECKS_A_PAGE : (page + 1) * CHECKS_A_PAGE]
        left = len(unseen(self.draft.reading))
        head = "plans.checks" if left else "plans.all_seen" if found else "plans.no_checks"
        hint = say(language, "plans.checks_next") if left else None
        return Rendered(
            lines((say(language, head, count=left), *(self._line(n, check, language) for n, check in shown), "", hint)),
            self._rows(page, pages, language, left=any(not check.get("seen") for _, check in shown)),
        )

    def _line(self, number: int, check: Mapping[str, Any], language: str) -> Markup:
        key = "plans.check_seen" if check.get("seen") else "plans.check"
        return say(language, key, n=number, line=check_line(check, language))

    def _rows(self, page: int, pages: int, language: str, *, left: bool) -> Rows:
        plan = self.draft.plan_id
        seen = button(language, "plans.seen", "plan.seen", plan, self.draft.version, page)
        back = button(language, "common.back", "plan.open", plan)
        return (pager(language, "plan.checks", plan, page=page, pages=pages), (seen,) if left else (), (back,))
