"""The sentences: both languages say the same things with the same values, and none stands in the code."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.texts import LANGUAGES, sentences

ROOT = Path(__file__).parents[2]
TAGS = re.compile(r"</?(\w+)[^>]*>")
ALLOWED = {"b", "i", "u", "s", "code", "pre", "blockquote"}
VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
PARTS = ("services", "messages", "inbox", "outbox", "schedule", "watch", "db")
CODE = sorted(
    file
    for folder in (
        "handlers",
        "models",
        "bot/services",
        "bot/messages",
        "bot/inbox",
        "bot/outbox",
        "bot/schedule",
        "bot/watch",
        "bot/db",
    )
    for file in (ROOT / folder).rglob("*.py")
)


def values(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_sentences() -> None:
    vietnamese, english = (set(sentences(language)) for language in LANGUAGES)
    assert vietnamese == english


@pytest.mark.parametrize("key", sorted(sentences("vi")))
def test_both_languages_say_the_same_values(key: str) -> None:
    assert values(sentences("vi")[key]) == values(sentences("en")[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_tags_open_and_close_within_a_line(language: str) -> None:
    for key, sentence in sentences(language).items():
        for line in sentence.split("\n"):
            opened: list[str] = []
            for tag in TAGS.finditer(line):
                assert tag[1] in ALLOWED, key
                if tag[0].startswith("</"):
                    assert opened, key
                    assert opened.pop() == tag[1], key
                else:
                    opened.append(tag[1])
            assert not opened, key


def test_no_exclamation_marks() -> None:
    assert [key for language in LANGUAGES for key, text in sentences(language).items() if "!" in text] == []


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the strings of a file that are no docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.value)
        for parent in ast.walk(tree)
        if isinstance(parent, documented)
        for node in parent.body
        if isinstance(node, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_sentence_for_people_in_code(file: Path) -> None:
    found = [
        node.value
        for node in literals(ast.parse(file.read_text(encoding="utf-8")))
        if VIETNAMESE.search(str(node.value))
    ]
    assert found == []
