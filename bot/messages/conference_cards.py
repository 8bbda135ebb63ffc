"""A conference at a glance, with the way to each act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.messages.base import Button, Rendered, button, clip, lines
from bot.messages.condition import Condition, condition_line
from bot.messages.lists_due import due_words
from bot.messages.meetings import Meeting
from bot.messages.papers import paper_words
from bot.texts import say


@dataclass(frozen=True)
class Card:
    """A conference at a glance, with the way to each act; `made` says that it has just been made.

    `duties` are those that units have, as the board shows them; `nobodys` those of the plan that are given to none.
    """

    conference_id: int
    title: str
    number: str | None
    sessions: tuple[Meeting, ...]
    groups: int
    units: int
    joined: int
    answered: int
    duties: int
    dated: int
    lists_due: datetime | None
    lists_section: str | None
    lists_by: str = "plan"
    nobodys: int = 0
    made: bool = False
    condition: Condition = Condition.RUNNING

    def render(self, language: str) -> Rendered:
        """Return the card."""
        return Rendered(
            lines(
                (
                    say(language, "conferences.made") + "\n" if self.made else None,
                    condition_line(self.condition, language),
                    say(language, "conferences.title", title=clip(self.title, 500)),
                    paper_words(language, self.number) if self.number else None,
                    *self._sessions(language),
                    "",
                    say(language, "conferences.units", units=self.units, groups=self.groups),
                    say(language, "conferences.joined", joined=self.joined, answered=self.answered, units=self.units),
                    say(language, "conferences.duties", count=self.duties, dated=self.dated),
                    say(language, "duty_board.nobodys", count=self.nobodys) if self.nobodys else None,
                    self._lists(language),
                    "",
                    self._next(language),
                )
            ),
            self._rows(language),
        )

    def _sessions(self, language: str) -> Iterator[Markup]:
        for part in self.sessions:
            venue = part.venue or say(language, "conferences.no_venue")
            yield say(language, "conferences.session", name=part.name, when=part.when.words(language), venue=venue)

    def _lists(self, language: str) -> Markup:
        if self.lists_due is None:
            return say(language, "conferences.lists_open")
        due = due_words(language, self.lists_due, self.lists_by, self.lists_section)
        return say(language, "conferences.lists_due", due=due)

    def _next(self, language: str) -> Markup | None:
        """Return what an organiser does next; None of a conference that was cancelled."""
        if self.condition is Condition.CANCELLED:
            return None
        if self.condition is not Condition.RUNNING:
            return say(language, f"conferences.next_{self.condition.value}")
        missing = self.units - self.joined
        if self.joined and missing:
            return say(language, "conferences.next_joining", count=missing)
        return say(language, "conferences.next_codes" if missing else "conferences.next")

    def _rows(self, language: str) -> tuple[tuple[Button, ...], ...]:
        conference = self.conference_id
        return (
            (
                button(language, "conferences.codes", "codes.conference", conference),
                button(language, "conferences.invitation", "invitation.open", conference),
            ),
            (
                button(language, "conferences.status", "status.open", conference),
                button(language, "conferences.board", "duties.board", conference),
            ),
            (
                button(language, "conferences.delegates", "delegates.export", conference),
                button(language, "conferences.requests", "requests.open", 0),
            ),
            (
                button(language, "conferences.sessions", "sessions.open", conference),
                button(language, "conferences.agenda", "conference.agenda", conference),
            ),
            (
                button(language, "lists_due.button", "lists_due.ask", conference),
                button(language, "conference_ending.button", "ending.open", conference),
            ),
            (
                button(language, "quotas.button", "quotas.open", conference, 0),
                button(language, "conferences.all", "conference.list", 0),
            ),
        )
