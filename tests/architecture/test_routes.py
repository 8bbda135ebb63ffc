"""Every button leads somewhere, every route is reached by a button, and every command has words and a button."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.messages.start import ELSEWHERE, Help
from bot.services.access import TABLE, Action, Role
from bot.texts import LANGUAGES, sentences
from handlers.dispatch import ROUTES
from tests.golden.check import FOLDER

ROOT = Path(__file__).parents[2]
CODE = sorted(file for folder in ("bot", "handlers") for file in (ROOT / folder).rglob("*.py"))
SHOWN = re.compile(r"\]\(([a-z_]+\.[a-z_]+)[:)]")
VERB = re.compile(r"[a-z_]+\.[a-z_]+$")
VERB_AT = {"press": 0, "pager": 1, "chosen": 1, "Choice": 1, "named": 1, "button": 2, "labelled": 2, "_button": 2}
"""Where the verb stands among the arguments of whatever makes buttons."""


def shown() -> set[str]:
    """Return the verbs of all buttons in the golden files."""
    return {verb for file in FOLDER.rglob("*.txt") for verb in SHOWN.findall(file.read_text(encoding="utf-8"))}


def written(tree: ast.Module) -> Iterator[str]:
    """Yield the verbs that a file writes out where it makes buttons."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        place = VERB_AT.get(name, len(node.args))
        for part in ast.walk(node.args[place]) if place < len(node.args) else ():
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and VERB.match(part.value):
                yield part.value


WRITTEN = {verb for file in CODE for verb in written(ast.parse(file.read_text(encoding="utf-8")))}


def test_the_buttons_were_found() -> None:
    assert {"conference.open", "status.open", "duties.board", "delegate.withdraw_yes", "myunit.open"} <= WRITTEN
    assert len(shown()) > 90


@pytest.mark.parametrize("verb", sorted(shown() | WRITTEN))
def test_every_button_leads_somewhere(verb: str) -> None:
    assert verb in ROUTES.presses


def test_every_route_is_reached_by_a_button() -> None:
    assert ROUTES.presses.keys() - shown() - WRITTEN == set()


@pytest.mark.parametrize("name", sorted(ROUTES.commands))
def test_every_command_has_words_and_a_button(name: str) -> None:
    assert all(f"commands.{name}" in sentences(language) for language in LANGUAGES)
    pressed = {b.press for row in Help(tuple(ROUTES.commands)).render("vi").rows for b in row}
    own = [verb for verb, route in ROUTES.presses.items() if route.handler is ROUTES.commands[name].handler]
    assert f"command.run:{name}" in pressed or (name in ELSEWHERE and set(own) & shown())


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_commands_of_its_own(role: Role) -> None:
    actions: set[Action] = {command.action for command in ROUTES.commands.values() if command.menu}
    assert any(role in TABLE[action] for action in actions)


def test_no_words_of_commands_that_are_gone() -> None:
    keys = {key.partition(".")[2] for key in sentences("vi") if key.startswith("commands.")}
    assert keys == set(ROUTES.commands)
    buttons = {key.partition(".")[2] for key in sentences("vi") if key.startswith("command_buttons.")}
    assert buttons == keys - ELSEWHERE
