"""The sentences, Vietnamese and English, outside the code: `texts/<language>/<subject>.toml`, one sentence a key."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

LANGUAGES = ("vi", "en")


class _Filler(string.Formatter):
    """Fills `{name}` with escaped values; `{n:unit|units}` gives "1 unit" or "3 units" (Vietnamese needs one form)."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return f"{value} {one if value == 1 else many}"
        return str(escape(format(value, format_spec) if format_spec else value))

    def check_unused_args(self, used_args: set[int | str], args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
        """Let a sentence leave out a value."""


@cache
def sentences(language: str) -> dict[str, str]:
    """Return all sentences of `language` as `subject.key` → sentence (the HTML of the Bot API, with `{values}`)."""
    found: dict[str, str] = {}
    for file in sorted((Path(__file__).parent / language).glob("*.toml")):
        for name, sentence in tomllib.loads(file.read_text(encoding="utf-8")).items():
            found[f"{file.stem}.{name}"] = sentence.strip("\n")
    return found


def say(language: str, key: str, /, **values: Any) -> Markup:
    """Return the sentence `key` in `language` with `values` filled in, as markup safe to send.

    What people typed is escaped here and nowhere else; values that are Markup already stay as they are.

    Raises:
        KeyError: no such sentence, or a value is missing.
    """
    return Markup(_Filler().vformat(sentences(language)[key], (), values))  # noqa: S704 - every value is escaped above
