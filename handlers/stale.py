"""What a stale press gets beside the fresh screen."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.texts import say


def changed(turn: Turn) -> None:
    """Say over the chat that things have changed since the screen was drawn."""
    turn.toast = str(say(turn.actor.language, "common.changed").unescape())
