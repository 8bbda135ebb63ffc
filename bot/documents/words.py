"""Headings and other words of documents in the language of who gets them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.texts import sentences


@cache
def words(language: str) -> Mapping[str, str]:
    """Return the words of documents in `language`: column_unit → Đơn vị."""
    prefix = "documents."
    return {key.removeprefix(prefix): text for key, text in sentences(language).items() if key.startswith(prefix)}
