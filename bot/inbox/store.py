"""The stored inbox: what Telegram sent is a row before it is acknowledged, and is worked in order per chat."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Executable, Select, Table, bindparam, exists, func, literal, select, update
from sqlalchemy.orm import aliased

from bot.db.journal import note
from bot.db.transaction import Session, wakes
from bot.inbox.own_words import without_own_words
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


INBOX = cast("Table", StoredUpdate.__table__)
REUSED = timedelta(hours=48)
"""Telegram keeps an update for 24 hours, and begins its ids anew after a week without any (Bot API: Update)."""
HELD = timedelta(milliseconds=300)
"""How long an update waits for the one before it: Telegram sends presses and messages to a webhook side by side."""


class Claimed(NamedTuple):
    """A stored update that is being worked (see `StoredUpdate`)."""

    bot_id: int
    update_id: int
    chat_key: str
    body: str
    tries: int
    received_at: datetime

    @property
    def origin(self) -> str:
        """What keys of outbox rows begin with; with the day, because ids may begin anew (Bot API: Update)."""
        return f"u{self.update_id}-{self.received_at:%y%m%d}"


async def store(session: Session, bot_id: int, updates: Sequence[dict[str, Any]], *, now: datetime) -> None:
    """Insert `updates`; those that are there already (Telegram sent them again) stay as they are.

    An id that was used long ago is no repetition: the row tells of the new update from now on. What they quote of the
    bot's own words is left out (bot.inbox.own_words).
    """
    updates = [without_own_words(sent) for sent in updates]
    rows = [
        {
            "bot_id": bot_id,
            "update_id": sent["update_id"],
            "chat_key": chat_key(sent),
            "body": json.dumps(sent, ensure_ascii=True),
            "received_at": now,
            "unused_since": now - REUSED,
        }
        for sent in updates
    ]
    if rows:
        await session.execute(_put(session.get_bind().dialect.name), rows)
        for sent, row in zip(updates, rows, strict=True):
            note(session, {"at": now.isoformat(), "bot": bot_id, "chat": row["chat_key"], "update": sent})
        wakes(session, "inbox")


async def keep_order(session: Session, bot_id: int, update_ids: Sequence[int], *, now: datetime) -> None:
    """Let updates that a webhook brought wait each for the one before it; release the ones after them.

    A press can overtake the message sent before it. One that never comes holds the next one up for `HELD`.
    """
    among, until = set(update_ids), now + HELD
    first, behind = [each for each in among if each - 1 not in among], {each + 1 for each in among} - among
    await session.execute(HOLD, [{"bot": bot_id, "number": each, "before": each - 1, "until": until} for each in first])
    await session.execute(RELEASE, [{"bot": bot_id, "number": each} for each in behind])


@cache
def _put(dialect: str) -> Executable:
    """Build the statement that stores an update, when it is needed: each dialect's own INSERT takes a while to load."""
    insert = import_module(f"sqlalchemy.dialects.{dialect}").insert
    row, given = INBOX.c, ("bot_id", "update_id", "chat_key", "body", "received_at")
    begins = {"state": UpdateState.WAITING, "tries": 0, "error": None, "not_before": None, "settled_at": None}
    put = insert(INBOX).values({**{name: bindparam(name) for name in given}, **begins})
    old = (row.received_at < bindparam("unused_since", type_=row.received_at.type)) & (row.state != UpdateState.WAITING)
    anew = {name: put.excluded[name] for name in (*given[2:], *begins)}
    statement: Executable = put.on_conflict_do_update(index_elements=["bot_id", "update_id"], set_=anew, where=old)
    return statement


def _waiting(row: type[StoredUpdate]) -> ColumnElement[bool]:
    """Say it with the value written out: a bound one doesn't let the partial index of waiting rows serve."""
    return row.state == literal(UpdateState.WAITING, row.state.type, literal_execute=True)


def _oldest() -> Select[int, int, str, str, int, datetime]:
    row, older = StoredUpdate, aliased(StoredUpdate)
    behind = exists().where(_waiting(older), older.chat_key == row.chat_key, older.update_id < row.update_id)
    ready = row.not_before.is_(None) | (row.not_before <= bindparam("now"))
    query = select(row.bot_id, row.update_id, row.chat_key, row.body, row.tries, row.received_at)
    query = query.where(_waiting(row), ready, ~behind).order_by(row.update_id).limit(bindparam("most"))
    return query.with_for_update(skip_locked=True, of=row)


def _hold() -> Executable:
    before = INBOX.alias()
    there = exists().where(before.c.bot_id == bindparam("bot"), before.c.update_id == bindparam("before"))
    return update(INBOX).where(UNTRIED, ~there).values(not_before=bindparam("until"))


# Built once: building them costs more than running them.
ONE = (INBOX.c.bot_id == bindparam("bot")) & (INBOX.c.update_id == bindparam("number"))
WAITING = INBOX.c.state == UpdateState.WAITING
UNTRIED = ONE & WAITING & (INBOX.c.tries == 0)
HOLD = _hold()
RELEASE = update(INBOX).where(UNTRIED).values(not_before=None)
OLDEST = _oldest()
NEXT = select(func.min(StoredUpdate.not_before)).where(_waiting(StoredUpdate))
ANY_READY = (
    select(INBOX.c.update_id)
    .where(_waiting(StoredUpdate), INBOX.c.not_before.is_(None) | (INBOX.c.not_before <= bindparam("now")))
    .limit(1)
)
DONE = update(INBOX).where(ONE, WAITING).values(state=UpdateState.DONE, settled_at=bindparam("now"))


async def claim(session: Session, *, now: datetime, most: int) -> list[Claimed]:
    """Lock and return up to `most` of the oldest updates that may be worked, each of another chat.

    No older one of its chat is waiting or being worked.
    """
    return [Claimed(*row) for row in await session.execute(OLDEST, {"now": now, "most": most})]


async def settle(session: Session, rows: Sequence[Claimed], *, now: datetime) -> None:
    """Note that updates were worked; what was put aside stays so."""
    if rows:
        await session.execute(DONE, [{"bot": row.bot_id, "number": row.update_id, "now": now} for row in rows])


async def any_ready(session: Session, *, now: datetime) -> bool:
    """Return whether an update is waiting whose time has come, though it may have to wait for another."""
    return await session.scalar(ANY_READY, {"now": now}) is not None


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
