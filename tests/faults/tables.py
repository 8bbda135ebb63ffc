"""What stands in inbox and outbox after the last quiet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.faults.store import Store

INBOX = "SELECT update_id, state FROM inbox ORDER BY update_id"
OUTBOX = "SELECT id, key, chat_id, lane, method, payload, edits, state, message_id FROM outbox ORDER BY id"
BROADCAST = 3
"""The lane of what goes out once at most."""


@dataclass(frozen=True)
class Row:
    """A row of the outbox: what was to be called, and what became of it."""

    id: int
    key: str
    chat_id: int
    lane: int
    method: str
    payload: dict[str, Any]
    edits: int | None
    state: str
    message_id: int | None

    @property
    def text(self) -> str:
        """What a person would see of it."""
        return str(self.payload.get("text", self.payload.get("commands")))


@dataclass(frozen=True)
class Tables:
    """The inbox (update id → state) and the outbox in order."""

    inbox: dict[int, str]
    outbox: list[Row]


async def read(store: Store) -> Tables:
    """Read the tables."""
    inbox = {int(update): str(state) for update, state in await store.rows(INBOX)}
    return Tables(inbox, [_row(row) for row in await store.rows(OUTBOX)])


def _row(values: Sequence[Any]) -> Row:
    number, key, chat_id, lane, method, payload, edits, state, message_id = values
    held = json.loads(payload) if isinstance(payload, str) else payload
    return Row(number, key, chat_id, lane, method, held, edits, state, message_id)
