"""Who says that lists are due by a day: the plan, in a section; the organisers; or nobody yet but the office."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.texts import say


def basis(language: str, by: str, section: str | None) -> Markup:
    """Return (mục VI.6), or who set the day where the plan does not; `by` is plan, proposal or organiser."""
    if by != "plan":
        return say(language, f"lists_due.by_{by}")
    return say(language, "lists_due.by_plan", section=section) if section else Markup("")


def due_words(language: str, moment: datetime, by: str, section: str | None = None) -> Markup:
    """Return thứ Năm, 26/11/2026, 17:00 (mục VI.6)."""
    return Markup.escape(instant_words(moment, language)) + basis(language, by, section)
