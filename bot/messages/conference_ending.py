"""Postponing or cancelling a conference: looked at once more, told to the units, and what it did."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.base import Rendered, button, clip, lines
from bot.messages.meetings import Meeting, meeting_lines
from bot.texts import say


@dataclass(frozen=True)
class SureToEnd:
    """The question before a conference is put off or cancelled (`act`: postpone or cancel), with what will happen."""

    act: str
    conference_id: int
    version: int
    title: str
    sessions: tuple[Meeting, ...]
    basis: str
    units: int

    def render(self, language: str) -> Rendered:
        """Return the question."""
        text = lines(
            [
                say(language, f"conference_ending.sure_{self.act}", title=clip(self.title, 200)),
                *meeting_lines(self.sessions, language),
                say(language, "conference_ending.basis", basis=clip(self.basis, 500)),
                "",
                say(language, f"conference_ending.what_{self.act}", count=self.units),
            ]
        )
        yes = button(language, f"conference_ending.yes_{self.act}", "ending.do", self.conference_id, self.version)
        # Not the usual "Hủy": beside "Hủy và thông báo" it would be taken for the act itself.
        keep = button(language, "conference_ending.keep", "common.cancel")
        return Rendered(text, ((yes,), (keep,)))


@dataclass(frozen=True)
class Ended:
    """Tells a unit that a conference is put off or cancelled, and what that means for it."""

    act: str
    title: str
    unit: str
    sessions: tuple[Meeting, ...]
    basis: str
    unit_id: int
    conference_id: int

    def render(self, language: str) -> Rendered:
        """Return the news, the most important line first, with the way to what the unit still has to do."""
        text = lines(
            [
                say(language, f"conference_ending.told_{self.act}", title=clip(self.title, 200)),
                say(language, "letters.to", unit=self.unit),
                "",
                say(language, "conference_ending.was"),
                *meeting_lines(self.sessions, language),
                say(language, "conference_ending.basis", basis=clip(self.basis, 500)),
                "",
                say(language, f"conference_ending.next_{self.act}"),
            ]
        )
        unit = (button(language, "moved.my_unit", "myunit.open", self.unit_id, self.conference_id),)
        return Rendered(text, (unit,) if self.act == "postpone" else ())


@dataclass(frozen=True)
class EndingDone:
    """Tells organisers what was done: `told` units are told, `silent` have nobody to tell."""

    act: str
    conference_id: int
    title: str
    told: int
    silent: int

    def render(self, language: str) -> Rendered:
        """Return the result."""
        text = lines(
            [
                say(language, f"conference_ending.done_{self.act}", title=clip(self.title, 200)),
                say(language, "conference_ending.done_told", count=self.told) if self.told else None,
                say(language, "sessions.silent", count=self.silent) if self.silent else None,
                say(language, f"conference_ending.after_{self.act}"),
            ]
        )
        sessions = (button(language, "sessions.back", "sessions.open", self.conference_id),)
        return Rendered(text, (sessions,) if self.act == "postpone" else ())
