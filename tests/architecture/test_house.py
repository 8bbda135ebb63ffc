"""Rules of the house that a machine can check."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.config import Settings

ROOT = Path(__file__).parents[2]
CODE = sorted(file for folder in ("bot", "handlers", "models") for file in (ROOT / folder).rglob("*.py"))
NAMES = [str(file.relative_to(ROOT)) for file in CODE]
MAY_COMMIT = {"bot/db/transaction.py", "bot/db/one_visit.py", "bot/db/at_hand.py"}
MAY_SEND = {"bot/outbox/delivery.py", "bot/inbox/worker.py", "bot/inbox/webhook.py"}
SENDING = re.compile(r"^(send|edit|copy|forward|answer|delete|set)_\w*(message|document|photo|query|commands)\w*$")


def calls(name: str) -> list[str]:
    """Return the names of the methods that a file calls."""
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    return [n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]


@pytest.mark.parametrize("name", [n for n in NAMES if n not in MAY_COMMIT])
def test_nobody_else_commits(name: str) -> None:
    assert not {"commit", "rollback"} & set(calls(name))


@pytest.mark.parametrize("name", [n for n in NAMES if n not in MAY_SEND and not n.startswith("bot/playground")])
def test_nobody_else_sends(name: str) -> None:
    assert [call for call in calls(name) if SENDING.match(call)] == []


@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith(("handlers/", "bot/services/", "bot/messages/"))])
def test_rules_do_not_read_the_clock(name: str) -> None:
    assert not {"now", "today", "utcnow", "monotonic"} & set(calls(name))


def sections() -> list[tuple[str, str]]:
    return [
        (section, key)
        for section, field in Settings.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
        for key in field.annotation.model_fields
    ]


@pytest.mark.parametrize(("section", "key"), sections())
def test_every_setting_is_explained(section: str, key: str) -> None:
    example = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    part = example.partition(f"[{section}]")[2].partition("\n[")[0]
    assert re.search(rf"^(# )?{key} = ", part, re.MULTILINE), f"{section}.{key}"


def test_every_part_has_its_layer() -> None:
    """A part that stands in no layer could import upwards, and the import contract would not say so."""
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    layers = {name for layer in tools["importlinter"]["contracts"][0]["layers"] for name in layer.split(" : ")}
    parts = {f"bot.{part.stem}" for part in (ROOT / "bot").iterdir() if part.stem.isidentifier()} - {"bot.__init__"}
    assert parts - {"bot.__pycache__"} == {name for name in layers if name.startswith("bot.")}


def test_no_lock_names_a_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
