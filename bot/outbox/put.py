"""Putting messages: a typed message becomes outbox rows in the transaction at hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol, cast

from sqlalchemy import Table, bindparam, select

from bot.db.kept import keep_back
from bot.db.transaction import Session, wakes
from bot.messages.base import Message, Rendered, Rows
from bot.outbox.split import split
from models.outbox import Lane, OutboxMessage

OUTBOX = cast("Table", OutboxMessage.__table__)
NUMBER = select(OUTBOX.c.id).where(OUTBOX.c.key == bindparam("key"))


class Receiver(Protocol):
    """Whom a message is for: a row of Person, or whoever is acting."""

    @property
    def telegram_id(self) -> int:
        """The private chat."""
        ...

    @property
    def language(self) -> str:
        """The language of the person."""
        ...


async def put(
    session: Session,
    to: Receiver,
    message: Message,
    *,
    now: datetime,
    lane: Lane = Lane.REPLY,
    key: str | None = None,
    again: bool = True,
    edits: int | None = None,
    edits_message: int | None = None,
) -> str:
    """Put `message` for `to`, and return the key of its last row (the one with the buttons).

    `edits` is an outbox row whose message this one changes, `edits_message` a message id of Telegram's. A message over
    4,096 UTF-16 units (Bot API: sendMessage) becomes several rows in order; only the first can be an edit.
    """
    values = rows_of(
        session, to, message, now=now, lane=lane, key=key, again=again, edits=edits, edits_message=edits_message
    )
    for value in values:
        _keep(session, value)
    return str(values[-1]["key"])


async def id_of(session: Session, key: str) -> int:
    """Return the id of the row that was put under `key`, for later rows to edit its message."""
    number: int = (await session.scalars(NUMBER, {"key": key})).one()
    return number


def rows_of(
    session: Session,
    to: Receiver,
    message: Message,
    *,
    now: datetime,
    lane: Lane,
    key: str | None,
    again: bool,
    edits: int | None = None,
    edits_message: int | None = None,
) -> list[dict[str, Any]]:
    """Return the columns of the outbox rows that `message` becomes, in order; arguments as of `put`."""
    rendered = message.render(to.language)
    parts = split(rendered.text, limit=1024 if rendered.file_id is not None else 4096)
    found: list[dict[str, Any]] = []
    for number, text in enumerate(parts):
        last, first = number == len(parts) - 1, number == 0
        payload = _payload(rendered if last else Rendered(rendered.text, protect=rendered.protect), text)
        method = _method(rendered) if last else "sendMessage"
        if first and (edits is not None or edits_message is not None) and method == "sendMessage":
            method = "editMessageText"
            if edits_message is not None:
                payload["message_id"] = edits_message
        found.append(
            {
                "key": f"{key}/{number}" if key else _next_key(session),
                "chat_id": to.telegram_id,
                "lane": int(lane),
                "method": method,
                "payload": payload,
                "again": again,
                "edits": edits if first else None,
                "created_at": now,
            }
        )
    return found


def _method(rendered: Rendered) -> str:
    """Return the Bot API method that sends a message."""
    if rendered.file_id is None:
        return "sendMessage"
    return "sendPhoto" if rendered.picture else "sendDocument"


def call(session: Session, chat_id: int, method: str, payload: dict[str, Any], *, now: datetime, key: str) -> None:
    """Put a call that is no message (setMyCommands …)."""
    value = {"method": method, "payload": payload, "again": True, "edits": None}
    _keep(session, {"key": key, "chat_id": chat_id, "lane": int(Lane.URGENT), "created_at": now, **value})


def _keep(session: Session, value: dict[str, Any]) -> None:
    keep_back(session, OUTBOX, value)
    wakes(session, "outbox")


def _next_key(session: Session) -> str:
    """Return the next key of this transaction: the same again when the same update is worked again."""
    session.info["puts"] += 1
    return f"{session.info['origin']}:{session.info['puts']}"


def _payload(rendered: Rendered, text: str) -> dict[str, Any]:
    """Return the parameters of the Bot API call, as JSON."""
    payload: dict[str, Any] = {"text": text}
    if rendered.rows:
        payload["buttons"] = _buttons(rendered.rows)
    if rendered.ask_contact:
        payload["ask_contact"] = rendered.ask_contact
    if rendered.drop_keyboard:
        payload["drop_keyboard"] = True
    if rendered.protect:
        payload["protect"] = True
    if rendered.file_id is not None:
        payload["file_id"] = rendered.file_id
    return payload


def _buttons(rows: Rows) -> list[list[dict[str, str]]]:
    return [
        [{"text": b.text, **({"url": b.url} if b.url else {"callback_data": b.press or ""})} for b in row]
        for row in rows
        if row
    ]
