"""What is read of an update: the kinds that were asked for, and of a message what answers something.

A poll, a story, or what Telegram comes to have tomorrow may have any shape: it is no mistake of the update, and whoever
sent it is told what to do. The stored update keeps it.
"""

from __future__ import annotations

from typing import Any

from bot.inbox.poller import ALLOWED

READ = ("message_id", "date", "chat", "from", "text", "caption", "contact", "document", "photo")
"""Fields of a message (Bot API: Message)."""


def readable(update: dict[str, Any]) -> dict[str, Any]:
    """Return of `update` what is read; what has another shape than the Bot API's stays as it is, to be noticed."""
    kept = ("update_id", *ALLOWED)
    return {kind: _read(kind, content) for kind, content in update.items() if kind in kept}


def _read(kind: str, content: Any) -> Any:
    if not isinstance(content, dict) or kind == "my_chat_member":
        return content
    if kind == "callback_query":
        return {**content, "message": _read("message", content["message"])} if "message" in content else content
    return {name: content[name] for name in READ if name in content}
