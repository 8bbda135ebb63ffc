"""The one family of errors that people are meant to see."""

from __future__ import annotations

from typing import Any


class DieuPhoiError(Exception):
    """An expected failure with a sentence in `bot/texts`: `key` names it, `values` fill it.

    The text of the exception is for logs only; what a person reads is rendered in their language.
    """

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values


class Refusal(DieuPhoiError):
    """The wish can't be met: the domain change is undone and the person gets the sentence."""


class Unreadable(DieuPhoiError):
    """A file can't be read: what is wrong with it and what to send instead."""
