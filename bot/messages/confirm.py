"""The question that comes once more before an act that takes something away."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.base import Button, Rendered, press
from bot.texts import say


@dataclass(frozen=True)
class Choice:
    """A button: the key of its label, and what it sends back."""

    key: str
    verb: str
    arguments: tuple[int | str, ...] = ()

    def button(self, language: str) -> Button:
        """Return the button in `language`."""
        return Button(str(say(language, self.key).unescape()), press(self.verb, *self.arguments))


@dataclass(frozen=True)
class Screen:
    """A sentence `key` with its values and a column of buttons."""

    key: str
    choices: tuple[Choice, ...]
    values: tuple[tuple[str, object], ...] = ()

    def render(self, language: str) -> Rendered:
        """Return the sentence above the buttons."""
        rows = tuple((choice.button(language),) for choice in self.choices)
        return Rendered(say(language, self.key, **dict(self.values)), rows)


def screen(key: str, *choices: Choice, **values: object) -> Screen:
    """Return the sentence `key` with `values` above a column of buttons."""
    return Screen(key, choices, tuple(values.items()))
