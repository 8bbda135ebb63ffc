"""The stored inbox: what Telegram sent is a row before it is acknowledged, and is worked in order per chat."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, literal, select
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


async def store(session: Session, bot_id: int, updates: Sequence[dict[str, Any]], *, now: datetime) -> None:
    """Insert `updates`; those that are there already (Telegram sent them again) stay as they are."""
    rows = [
        {
            "bot_id": bot_id,
            "update_id": update["update_id"],
            "chat_key": chat_key(update),
            "body": json.dumps(update, ensure_ascii=True),
            "state": UpdateState.WAITING,
            "tries": 0,
            "received_at": now,
        }
        for update in updates
    ]
    if rows:
        insert = _insert(session.get_bind().dialect.name)
        await session.execute(insert(StoredUpdate).values(rows).on_conflict_do_nothing())
        for update, row in zip(updates, rows, strict=True):
            note(session, {"at": now.isoformat(), "bot": bot_id, "chat": row["chat_key"], "update": update})
        wakes(session, "inbox")


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
