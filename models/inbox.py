"""The inbox: every update, stored before it is acknowledged to Telegram."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, status


class UpdateState(StrEnum):
    """Life of an update: waiting → done | dead (parked after its tries, with the reason) | ignored.

    `ignored`: put aside unread, because its sender wrote more than one person may.
    """

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"
    IGNORED = "ignored"


class StoredUpdate(Base):
    """One update as Telegram sent it (Bot API: Update). Duplicates die on the key; order is kept per `chat_key`."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index(
            "ix_inbox_waiting",
            "update_id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_inbox_of_chat", "chat_key", "received_at"),  # how much one chat has sent of late
        Index(
            "ix_inbox_set_aside",  # few, and looked at every few seconds
            "state",
            "settled_at",
            sqlite_where=text("state = 'dead' OR state = 'ignored'"),
            postgresql_where=text("state = 'dead' OR state = 'ignored'"),
        ),
    )

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    chat_key: Mapped[str]
    body: Mapped[str]
    state: Mapped[UpdateState] = status(UpdateState, default=UpdateState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
    not_before: Mapped[datetime | None]
    received_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
