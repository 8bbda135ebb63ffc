"""Sessions of a conference as its organisers see and move them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.base import Rendered, Rows, button, clip, labelled, lines
from bot.messages.meetings import Meeting, meeting_lines
from bot.texts import say


@dataclass(frozen=True)
class Sessions:
    """The sessions of a conference, each with its buttons; `parts`: id and session. `version` is the conference's."""

    conference_id: int
    version: int
    title: str
    parts: tuple[tuple[int, Meeting], ...]

    def render(self, language: str) -> Rendered:
        """Return the screen."""
        meetings = tuple(meeting for _, meeting in self.parts)
        text = lines(
            [
                say(language, "sessions.title"),
                say(language, "common.conference", title=clip(self.title, 90)),
                "",
                *meeting_lines(meetings, language, Meeting.planned),
                "",
                say(language, "sessions.next"),
            ]
        )
        rows = [row for number, meeting in self.parts for row in self._buttons(language, number, meeting)]
        back = button(language, "common.back", "conference.open", self.conference_id)
        lists = button(language, "lists_due.button", "lists_due.ask", self.conference_id)
        return Rendered(text, (*rows, (lists,), (back,)))

    def _buttons(self, language: str, number: int, meeting: Meeting) -> Rows:
        if len(self.parts) == 1:
            when = button(language, "sessions.when", "sessions.when", number, self.version)
            return (when,), (button(language, "sessions.venue", "sessions.venue", number, self.version),)
        name = clip(meeting.name, 30)
        when = labelled(language, "sessions.when_of", "sessions.when", number, self.version, name=name)
        return (when,), (labelled(language, "sessions.venue_of", "sessions.venue", number, self.version, name=name),)
