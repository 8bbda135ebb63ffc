"""What the bot itself said comes back with presses and replies; it isn't stored once more.

It stands in the outbox, where an erasure finds it. In the inbox of whoever pressed the button it would outlive the
person whose name and number it shows. Nothing reads it there.
"""

from __future__ import annotations

from typing import Any

KEPT = ("message_id", "date", "chat", "from", "document", "photo")
"""What of a message is kept of which a button was pressed: which one it is, and whether it can be changed in place."""
QUOTING = ("reply_to_message", "quote", "external_reply", "pinned_message")
"""What of a message holds another (Bot API: Message)."""


def without_own_words(update: dict[str, Any]) -> dict[str, Any]:
    """Return `update` without what it quotes; what has another shape than the Bot API's stays as it is."""
    return {kind: _without(kind, content) if isinstance(content, dict) else content for kind, content in update.items()}


def _without(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    shown = content.get("message")
    if kind == "callback_query" and isinstance(shown, dict):
        return {**content, "message": {name: shown[name] for name in KEPT if name in shown}}
    return {name: value for name, value in content.items() if name not in QUOTING}
