"""Versions: a button carries the version of the row it was made for, and acts on that one only."""

from __future__ import annotations

from bot.errors import Refusal


class Stale(Refusal):
    """The button was made for an earlier state of its row: show the fresh screen instead of acting."""

    def __init__(self) -> None:
        super().__init__("common.changed")


def require_version(current: int, version: int | None) -> None:
    """Let an act go on where `version` is the row's `current` one, or where none is asked for (None).

    Raises:
        Stale: the row has changed since the button was made.
    """
    if version is not None and version != current:
        raise Stale
