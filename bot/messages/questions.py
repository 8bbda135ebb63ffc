"""Questions of a dialog: a sentence, the answers that can be tapped, and the way out."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.base import Button, Rendered, button, clip
from bot.texts import say


@dataclass(frozen=True)
class Choice:
    """An answer to tap: labelled by the sentence `key`, or by `text` (a name)."""

    press: str
    key: str = ""
    text: str = ""

    def button(self, language: str) -> Button:
        """Return it in `language`."""
        return Button(str(say(language, self.key).unescape()) if self.key else clip(self.text, 60), self.press)


@dataclass(frozen=True)
class Question:
    """A question whose answer is typed or tapped."""

    key: str
    values: tuple[tuple[str, object], ...] = ()
    choices: tuple[Choice, ...] = ()

    def render(self, language: str) -> Rendered:
        """Return the question, each choice on its own row, and the button that stops."""
        rows = [(choice.button(language),) for choice in self.choices]
        stop = (button(language, "common.cancel", "common.cancel"),)
        return Rendered(say(language, self.key, **dict(self.values)), (*rows, stop))


def question(key: str, *choices: Choice, **values: object) -> Question:
    """Return the question `key` with its choices."""
    return Question(key, tuple(values.items()), choices)
