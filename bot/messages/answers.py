"""What is said about a unit's answer to its invitation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.messages.base import Rendered, button, clip, lines
from bot.messages.lists_due import due_words
from bot.texts import say


@dataclass(frozen=True)
class AnswerNews:
    """To organisers: a unit stays away, or comes after all."""

    title: str
    unit: str
    answer: str
    reason: str | None
    withdrawn: int
    conference_id: int

    def render(self, language: str) -> Rendered:
        """Return the news, with the reason and what became of the unit's delegates."""
        text = lines(
            [
                say(language, f"answers.news_{self.answer}", unit=self.unit),
                say(language, "common.conference", title=clip(self.title, 90)),
                say(language, "answers.reason", reason=self.reason) if self.reason else None,
                say(language, "answers.withdrawn", count=self.withdrawn) if self.withdrawn else None,
            ]
        )
        return Rendered(text, ((button(language, "answers.status", "status.open", self.conference_id),),))


@dataclass(frozen=True)
class AnswerNoted:
    """To whoever answered: what was noted, what is next, and until when it may be changed."""

    title: str
    unit: str
    unit_id: int
    conference_id: int
    invitation_id: int
    version: int
    answer: str
    reason: str | None = None
    withdrawn: int = 0
    due: datetime | None = None
    due_by: str = "plan"
    due_section: str | None = None
    enters: bool = True
    late: bool = False

    def render(self, language: str) -> Rendered:
        """Return the answer as noted.

        `enters`: the unit has places, and hasn't said that its list is complete; `late`: the lists were due before.
        """
        enters = self.answer == "attending" and self.enters
        due = due_words(language, self.due, self.due_by, self.due_section) if self.due else None
        text = lines(
            [
                say(language, f"answers.noted_{self.answer}", unit=self.unit),
                say(language, "common.conference", title=clip(self.title, 90)),
                say(language, "answers.reason", reason=self.reason) if self.reason else None,
                say(language, "answers.withdrawn", count=self.withdrawn) if self.withdrawn else None,
                say(language, "answers.next") if enters else None,
                say(language, "answers.was_due" if self.late else "answers.until", due=due) if due else None,
            ]
        )
        where = (self.unit_id, self.conference_id)
        other = "absent" if self.answer == "attending" else "attend"
        rows = (
            (button(language, "delegates.add", "delegates.add", *where),) if enters else (),
            (button(language, f"answers.{other}", f"answer.{other}", self.invitation_id, self.version),),
            (button(language, "my_unit.open", "myunit.open", *where),),
        )
        return Rendered(text, rows)
