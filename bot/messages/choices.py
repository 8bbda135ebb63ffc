"""Choosing a conference, where a command leaves it open which one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.messages.base import Button, Rendered, clip, press
from bot.texts import say


@dataclass(frozen=True)
class ChooseConference:
    """Asks which conference is meant; `verb` is pressed with its id. `conferences`: id and title."""

    verb: str
    conferences: tuple[tuple[int, str], ...]

    def render(self, language: str) -> Rendered:
        """Return the question with a button a conference."""
        rows = tuple((Button(clip(title, 60), press(self.verb, number)),) for number, title in self.conferences)
        return Rendered(say(language, "choices.conference"), rows)


def choose_conference(verb: str, conferences: Iterable[tuple[int, str]]) -> ChooseConference:
    """Ask which of the conferences (id and title) `verb` is for."""
    return ChooseConference(verb, tuple(conferences))
