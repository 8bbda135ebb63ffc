"""What is kept about a person, shown to themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.messages.base import Rendered, Rows, button, lines
from bot.messages.phones import whole
from bot.texts import say


@dataclass(frozen=True)
class OwnData:
    """All that is kept: who they are, what they agreed to and when, for which units they act."""

    name: str | None
    phone: str | None
    telegram_id: int
    consented_at: datetime | None
    consent_version: int | None
    office: str
    units: tuple[str, ...]
    organises: bool
    days: int

    def render(self, language: str) -> Rendered:
        """Return it, with the rights as buttons."""
        return Rendered(lines([say(language, "own_data.title"), "", *self._facts(language)]), self._rows(language))

    def _facts(self, language: str) -> list[Markup | str | None]:
        agreed = self.consented_at and instant_words(self.consented_at, language)
        return [
            say(language, "own_data.name", name=self.name) if self.name else None,
            say(language, "own_data.phone", phone=whole(self.phone)) if self.phone else None,
            say(language, "own_data.telegram_id", telegram_id=self.telegram_id),
            *(say(language, "own_data.unit", unit=unit) for unit in self.units),
            say(language, "own_data.organiser") if self.organises else None,
            say(language, "own_data.consented", instant=agreed, version=self.consent_version) if agreed else None,
            say(language, "own_data.purpose", office=self.office) if agreed else None,
            "",
            say(language, "own_data.how_long", days=self.days) if agreed else say(language, "own_data.nothing"),
        ]

    def _rows(self, language: str) -> Rows:
        speak = button(language, "start.language", "lang.open")
        if self.consented_at is None:
            return ((speak,),)
        correct = ((button(language, "own_data.correct_name", "own.name"),),) if self.phone else ()
        return (*correct, (speak,), (button(language, "own_data.withdraw", "own.withdraw"),))
