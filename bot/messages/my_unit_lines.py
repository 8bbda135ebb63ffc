"""Lines of the page of a unit: the next step, and a duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.messages.duties import state_words
from bot.messages.duty_titles import duty_title
from bot.messages.lists_due import basis
from bot.texts import say


@dataclass(frozen=True)
class StepLine:
    """What to do next: the key of its sentence (`my_unit.next_<key>`), by when, by which section."""

    key: str
    due: datetime | None = None
    section: str | None = None
    subject: str | None = None
    late: bool = False
    by: str = "plan"

    def words(self, language: str) -> Markup:
        """Return the step in one line."""
        line = say(language, f"my_unit.next_{self.key}", duty=duty_title(self.subject or "", 150))
        if self.due is not None:
            key = "my_unit.was_due" if self.late else "my_unit.by"
            line = say(language, key, line=line, due=instant_words(self.due, language))
        return line + basis(language, self.by, self.section)


@dataclass(frozen=True)
class DutyLine:
    """A duty of the unit: its part (lead, coordinating), state, last moment and the words of the plan for it."""

    text: str
    part: str
    state: str
    due: datetime | None = None
    deadline_words: str | None = None
    section: str | None = None
    late: bool = False

    @property
    def owed(self) -> bool:
        """Whether the unit itself still has to act."""
        return self.part == "lead" and self.state in {"open", "acknowledged", "returned"}

    def words(self, language: str) -> Markup:
        """Return part, duty, deadline, section and, of a duty that the unit leads, its state."""
        part = say(language, f"my_unit.part_{self.part}")
        line = say(language, "my_unit.duty", part=part, duty=duty_title(self.text, 150))
        if due := self._due(language):
            line = say(language, "my_unit.duty_due", line=line, due=due)
        if self.part == "lead":
            state = state_words(language, self.state, late=self.late)
            line = say(language, "my_unit.duty_state", line=line, state=state)
        return say(language, "delegates.by_section", line=line, section=self.section) if self.section else line

    def _due(self, language: str) -> Markup | None:
        if self.due is None:
            return say(language, "due.open", words=self.deadline_words) if self.deadline_words else None
        return Markup.escape(instant_words(self.due, language))
