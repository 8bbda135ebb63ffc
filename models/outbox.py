"""The outbox: every call to Telegram that the bot owes, and what became of it."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key, status, telegram_id


class Lane(IntEnum):
    """Which goes first: an answer to someone waiting before news, news before pings, pings before broadcasts."""

    REPLY = 0
    URGENT = 1
    REMINDER = 2
    BROADCAST = 3


class OutboxState(StrEnum):
    """Life of an outbox row: waiting → sending → sent | gone | refused | unsure, or waiting → cancelled.

    `gone`: blocked or deactivated. `refused`: Telegram will never take it. `unsure`: it may or may not have arrived.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    GONE = "gone"
    REFUSED = "refused"
    UNSURE = "unsure"
    CANCELLED = "cancelled"


class OutboxMessage(Base):
    """One call of a Bot API method. `key` is deterministic, so that a replay makes the same row and no second one.

    `again`: in doubt, send once more (replies, reminders); otherwise the organiser decides (invitations, broadcasts).
    `epoch` is the leadership under which it was claimed (see `Leadership`). `edits` is the outbox row whose message
    this one changes; it waits until that one is sent.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_waiting",
            "lane",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_outbox_open_of_chat",  # what holds a later row of the chat back, however long the chat's history is
            "chat_id",
            "lane",
            "id",
            sqlite_where=text("state = 'waiting' OR state = 'sending'"),
            postgresql_where=text("state = 'waiting' OR state = 'sending'"),
        ),
        Index(
            "ix_outbox_unsure",  # what organisers have to decide
            "settled_at",
            sqlite_where=text("state = 'unsure'"),
            postgresql_where=text("state = 'unsure'"),
        ),
    )

    id: Mapped[int] = key()
    key: Mapped[str] = mapped_column(unique=True)
    chat_id: Mapped[int] = telegram_id(index=True)
    lane: Mapped[int]
    method: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    again: Mapped[bool] = mapped_column(default=True)
    edits: Mapped[int | None]
    state: Mapped[OutboxState] = status(OutboxState, default=OutboxState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    epoch: Mapped[int | None]
    message_id: Mapped[int | None] = telegram_id(nullable=True)
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
