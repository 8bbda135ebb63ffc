"""Which files went out, to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.messages.base import Rendered, clip, lines
from bot.texts import say


@dataclass(frozen=True)
class Line:
    """One file: `kind` is a key of `exports.kind_*`, `title` that of the conference it is of; `name` of who got it."""

    at: datetime
    name: str | None
    telegram_id: int
    kind: str
    title: str | None
    rows: int

    def words(self, language: str) -> Markup:
        """Return when, who, what and how many rows in one line."""
        return say(
            language,
            "exports.line",
            at=instant_words(self.at, language),
            who=self.name or say(language, "exports.account", telegram_id=self.telegram_id),
            what=say(language, f"exports.kind_{self.kind}", title=clip(self.title or "", 80)),
            rows=self.rows,
        )


@dataclass(frozen=True)
class ExportLog:
    """The latest files that went out, the newest first."""

    lines: tuple[Line, ...]

    def render(self, language: str) -> Rendered:
        """Return one line each."""
        if not self.lines:
            return Rendered(say(language, "exports.none"))
        told = (line.words(language) for line in self.lines)
        return Rendered(lines([say(language, "exports.title"), "", *told, "", say(language, "exports.more")]))
