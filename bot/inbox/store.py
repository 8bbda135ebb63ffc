"""The stored inbox: what Telegram sent is a row before it is acknowledged, and is worked in order per chat."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, literal, select, update
from sqlalchemy.orm import aliased

from bot.db.journal import note
from bot.db.transaction import Session, wakes
from models.inbox import StoredUpdate, UpdateState


def chat_key(update: dict[str, Any]) -> str:
    """Return what updates of one conversation share: their chat, else their sender, else their kind."""
    kind = next((name for name in update if name != "update_id"), "none")
    content = update.get(kind)
    if not isinstance(content, dict):
        return kind
    message = content.get("message") if kind == "callback_query" else content
    for holder, name in ((message, "chat"), (content, "chat"), (content, "from"), (content, "user")):
        found = holder.get(name) if isinstance(holder, dict) else None
        if isinstance(found, dict) and "id" in found:
            return str(found["id"])
    return kind


ANEW = ("chat_key", "body", "state", "tries", "received_at", "error", "not_before", "settled_at")
REUSED = timedelta(hours=48)
"""Telegram keeps an update for 24 hours, and begins its ids anew after a week without any (Bot API: Update)."""
HELD = timedelta(milliseconds=300)
"""How long an update waits for the one before it: Telegram sends presses and messages to a webhook side by side."""


async def store(session: Session, bot_id: int, updates: Sequence[dict[str, Any]], *, now: datetime) -> None:
    """Insert `updates`; those that are there already (Telegram sent them again) stay as they are.

    An id that was used long ago is no repetition: the row tells of the new update from now on.
    """
    rows = [
        {
            "bot_id": bot_id,
            "update_id": sent["update_id"],
            "chat_key": chat_key(sent),
            "body": json.dumps(sent, ensure_ascii=True),
            "state": UpdateState.WAITING,
            "tries": 0,
            "received_at": now,
            "error": None,
            "not_before": None,
            "settled_at": None,
        }
        for sent in updates
    ]
    if rows:
        insert = _insert(session.get_bind().dialect.name)
        put = insert(StoredUpdate).values(rows)
        changed = {name: put.excluded[name] for name in ANEW}
        old = (StoredUpdate.received_at < now - REUSED) & (StoredUpdate.state != UpdateState.WAITING)
        keys = [StoredUpdate.bot_id, StoredUpdate.update_id]
        await session.execute(put.on_conflict_do_update(index_elements=keys, set_=changed, where=old))
        for sent, row in zip(updates, rows, strict=True):
            note(session, {"at": now.isoformat(), "bot": bot_id, "chat": row["chat_key"], "update": sent})
        wakes(session, "inbox")


async def keep_order(session: Session, bot_id: int, update_id: int, *, now: datetime) -> None:
    """Let an update that a webhook brought wait for the one before it; release the one after it.

    A press can overtake the message sent before it. One that never comes holds the next one up for `HELD`.
    """
    row, before = StoredUpdate, aliased(StoredUpdate)
    there = exists().where(before.bot_id == bot_id, before.update_id == update_id - 1)
    untried = (row.bot_id == bot_id) & (row.tries == 0) & _waiting(row)
    await session.execute(update(row).where(untried, row.update_id == update_id, ~there).values(not_before=now + HELD))
    await session.execute(update(row).where(untried, row.update_id == update_id + 1).values(not_before=None))


@cache
def _insert(dialect: str) -> Any:
    """Return the dialect's own INSERT, loaded when it is needed: each takes a while."""
    return import_module(f"sqlalchemy.dialects.{dialect}").insert


def _waiting(row: type[StoredUpdate]) -> ColumnElement[bool]:
    """Say it with the value written out: a bound one doesn't let the partial index of waiting rows serve."""
    return row.state == literal(UpdateState.WAITING, row.state.type, literal_execute=True)


def _oldest() -> Select[StoredUpdate]:
    row, older = StoredUpdate, aliased(StoredUpdate)
    behind = exists().where(_waiting(older), older.chat_key == row.chat_key, older.update_id < row.update_id)
    ready = row.not_before.is_(None) | (row.not_before <= bindparam("now"))
    query = select(row).where(_waiting(row), ready, ~behind).order_by(row.update_id).limit(1)
    return query.with_for_update(skip_locked=True, of=row)


# Built once: building them costs more than running them.
OLDEST = _oldest()
NEXT = select(func.min(StoredUpdate.not_before)).where(_waiting(StoredUpdate))


async def claim(session: Session, *, now: datetime) -> StoredUpdate | None:
    """Lock and return the oldest update that may be worked: no older one of its chat is waiting or being worked."""
    return await session.scalar(OLDEST, {"now": now})


async def next_instant(session: Session) -> datetime | None:
    """Return when the next update that is put off may be tried again."""
    return await session.scalar(NEXT)


def failed(row: StoredUpdate, error: BaseException, *, now: datetime, tries: int) -> bool:
    """Note a failed try; return whether the update is parked for good (its chat goes on without it)."""
    row.tries += 1
    row.error = repr(error)[:500]
    row.not_before = now + timedelta(seconds=2**row.tries)
    if row.tries >= tries:
        row.state, row.settled_at = UpdateState.DEAD, now
    return row.state is UpdateState.DEAD
