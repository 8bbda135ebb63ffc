"""Questions: a sentence, the answers that can be tapped, and, where an answer can be typed too, the way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.messages.base import Button, Rendered, button, clip, press
from bot.texts import say

LONGEST_NAME = 60


@dataclass(frozen=True)
class Choice:
    """An answer to tap: labelled by the sentence `key`, or by `name`; and what it sends back."""

    key: str
    verb: str
    arguments: tuple[int | str, ...] = ()
    name: str = ""

    def button(self, language: str) -> Button:
        """Return it in `language`."""
        if self.name:
            return Button(clip(self.name, LONGEST_NAME), press(self.verb, *self.arguments))
        return button(language, self.key, self.verb, *self.arguments)


def named(name: str, verb: str, *arguments: int | str) -> Choice:
    """Return a choice labelled by a name: of a group, of a conference."""
    return Choice("", verb, arguments, name)


STOP = Choice("common.cancel", "common.cancel")


@dataclass(frozen=True)
class Question:
    """A sentence `key` with its values above a column of choices."""

    key: str
    choices: tuple[Choice, ...]
    values: tuple[tuple[str, object], ...] = ()

    def render(self, language: str) -> Rendered:
        """Return the sentence above the buttons."""
        rows = tuple((choice.button(language),) for choice in self.choices)
        return Rendered(say(language, self.key, **dict(self.values)), rows)


def screen(key: str, *choices: Choice, **values: object) -> Question:
    """Return a question that is answered by a tap; its choices hold the way back."""
    return Question(key, choices, tuple(values.items()))


def question(key: str, *choices: Choice, **values: object) -> Question:
    """Return a question of a dialog, answered by words or a tap, with the button that stops."""
    return screen(key, *choices, STOP, **values)


def choose_conference(verb: str, conferences: Iterable[tuple[int, str]]) -> Question:
    """Ask which of the conferences (id and title) is meant; `verb` is pressed with its id."""
    return screen("choices.conference", *(named(title, verb, number) for number, title in conferences))
