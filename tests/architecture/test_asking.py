"""Nothing that a press names by its id is touched before the table of who may was asked."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
HANDLERS = sorted((ROOT / "handlers").glob("*.py"))
ASKS = {"require", "require_object", "require_conference", "may", "may_all"}
OWN = {
    "bot.services.own_data.seen": "what is kept about the actor",
    "bot.services.own_data.choose_language": "the actor's own language",
    "bot.services.own_data.correct_name": "the actor's own name",
    "bot.services.own_data.withdraw": "the actor's own part",
    "bot.services.people.menu_changed": "the actor's own menu",
    "bot.services.people.unreachable": "the actor's own chat",
    "bot.outbox.put.call": "the actor's own menu",
    "bot.services.office.read_again": "the actor's own roles",
    "bot.services.joining.agree": "the actor's own consent",
    "bot.services.joining.agreed_to_older": "the actor's own consent",
    "bot.services.joining.join": "a code is the right that it grants; the dialog step says which one",
    "bot.services.knocking.knock": "a code is the right that it grants",
    "bot.services.knocking.opened": "the dialog step says which code the actor has opened",
}
"""Services that need no right: they act on the person themselves, or the code at hand is the right."""


def called(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls of a handler's file that hand over the transaction, with the full name of what is called."""
    module = importlib.import_module(f"handlers.{file.stem}" if file.stem != "__init__" else "handlers")
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and any(ast.unparse(arg) == "turn.session" for arg in node.args):
            found = _resolved(module, node.func)
            if found is not None:
                yield found, node


def _resolved(module: ModuleType, func: ast.expr) -> str | None:
    found: object = module
    for part in ast.unparse(func).split("."):
        found = getattr(found, part, None)
    return f"{found.__module__}.{found.__name__}" if inspect.isfunction(found) else None


@cache
def function(name: str) -> Callable[..., object]:
    module, _, own = name.rpartition(".")
    found: Callable[..., object] = getattr(importlib.import_module(module), own)
    return found


@cache
def asks(name: str) -> bool:
    """Return whether a service asks the table, itself or in a service that it hands the actor to."""
    tree = ast.parse(inspect.getsource(function(name)))
    module = importlib.import_module(name.rpartition(".")[0])
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if ast.unparse(node.func).rpartition(".")[2] in ASKS:
            return True
        inner = _resolved(module, node.func)
        handed = any(ast.unparse(arg) == "actor" for arg in node.args)
        if handed and inner and inner != name and inner.startswith("bot.services.") and asks(inner):
            return True
    return False


def takes_an_id(name: str) -> bool:
    """Return whether a service takes an id, which a press may have brought."""
    return any(parameter.endswith("_id") for parameter in inspect.signature(function(name)).parameters)


CALLED = {(name, "turn.actor" in map(ast.unparse, node.args)) for file in HANDLERS for name, node in called(file)}


def test_the_calls_were_found() -> None:
    assert len(CALLED) > 100
    assert ("bot.services.plans.plan_of", True) in CALLED


@pytest.mark.parametrize("name", sorted(name for name, with_actor in CALLED if with_actor))
def test_a_service_that_is_told_who_acts_asks_whether_they_may(name: str) -> None:
    assert asks(name) or name in OWN


@pytest.mark.parametrize("name", sorted(name for name, with_actor in CALLED if not with_actor))
def test_whoever_is_not_told_who_acts_gets_rows_and_never_an_id(name: str) -> None:
    assert not takes_an_id(name) or name in OWN


def test_a_reason_stands_for_nothing_that_is_gone() -> None:
    assert {name for name, _ in CALLED} >= OWN.keys()


def test_no_service_decides_by_itself() -> None:
    """Roles are looked at where the table is read, and to show a person what they are."""
    shown = {"bot/services/own_data.py", "handlers/start.py", "bot/services/access.py", "bot/services/rights.py"}
    files = {str(file.relative_to(ROOT)) for folder in ("bot", "handlers") for file in (ROOT / folder).rglob("*.py")}
    deciding = {name for name in files - shown if ".roles" in (ROOT / name).read_text(encoding="utf-8")}
    assert deciding == set()
