"""The first screens: where one stands, what one may do, in which language."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.base import Button, Rendered, Rows, button, in_pairs, lines
from bot.texts import LANGUAGES, say


@dataclass(frozen=True)
class Welcome:
    """What the bot is and what this person is to it; a stranger learns how to join."""

    office: str
    owner: bool
    organiser: bool
    units: tuple[str, ...]

    def render(self, language: str) -> Rendered:
        """Return the screen, with one paragraph a role."""
        text = lines(
            [
                say(language, "start.welcome", office=self.office),
                *(say(language, "start.focal", unit=unit) for unit in self.units),
                say(language, "start.focal_next") if self.units else None,
                say(language, "start.organiser") if self.owner or self.organiser else None,
                say(language, "start.owner") if self.owner else None,
                say(language, "start.stranger") if not (self.owner or self.organiser or self.units) else None,
            ]
        )
        ways = _ways(language, organiser=self.owner or self.organiser, focal=bool(self.units))
        return Rendered(text, (*ways, (button(language, "start.help", "help.open"), _language(language))))


ELSEWHERE = frozenset({"help", "language", "cancel"})
"""Commands that have a button of their own: on the first screen, and on every question."""


@dataclass(frozen=True)
class Help:
    """The commands that this person may use, by name, each also as a button."""

    commands: tuple[str, ...]

    def render(self, language: str) -> Rendered:
        """Return one line a command, and the buttons two a row."""
        text = lines(
            [
                say(language, "start.help_title"),
                "",
                *(
                    say(language, "start.help_line", name=name, what=say(language, f"commands.{name}"))
                    for name in self.commands
                ),
                "",
                say(language, "start.help_end"),
            ]
        )
        return Rendered(text, (*self._rows(language), (_language(language),)))

    def _rows(self, language: str) -> Rows:
        buttons = [
            button(language, f"command_buttons.{name}", "command.run", name)
            for name in self.commands
            if name not in ELSEWHERE
        ]
        return in_pairs(buttons)


@dataclass(frozen=True)
class WaysOn:
    """The sentence `key` for someone who lost the thread or left a dialog, with the screens where they can go on."""

    key: str
    organiser: bool
    focal: bool

    def render(self, language: str) -> Rendered:
        """Return the sentence, what each screen is for, and the buttons."""
        text = lines(
            [
                say(language, self.key),
                say(language, "start.ways_organiser") if self.organiser else None,
                say(language, "start.ways_focal") if self.focal else None,
                say(language, "start.stranger") if not (self.organiser or self.focal) else None,
            ]
        )
        ways = _ways(language, organiser=self.organiser, focal=self.focal)
        return Rendered(text, (*ways, (button(language, "start.help", "help.open"),)))


@dataclass(frozen=True)
class ChooseLanguage:
    """The languages, each in its own words; `chosen` is said first once one was chosen."""

    chosen: bool = False

    def render(self, language: str) -> Rendered:
        """Return the question and a button a language."""
        rows = tuple((button(code, "start.this_language", "lang.set", code),) for code in LANGUAGES)
        return Rendered(say(language, "start.language_chosen" if self.chosen else "start.which_language"), rows)


def _language(language: str) -> Button:
    return button(language, "start.language", "lang.open")


def _ways(language: str, *, organiser: bool, focal: bool) -> Rows:
    """Return the screens from which each role goes on."""
    names = (*(("conferences", "plans") if organiser else ()), *(("myunit", "duties") if focal else ()))
    return in_pairs([button(language, f"command_buttons.{name}", "command.run", name) for name in names])
