"""The audit trail: who did what to which object, written in the transaction that does it, sealed soon after."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key, telegram_id


class AuditLine(Base):
    """One change. `details` hold ids and states, never phone numbers or texts of messages.

    Life: written → sealed. `seal` numbers the sealed lines without a gap, and `hash` covers the line and the hash of
    the line before it, so that a line changed, added or taken away later shows.
    """

    __tablename__ = "audit"

    id: Mapped[int] = key()
    at: Mapped[datetime]
    telegram_id: Mapped[int | None] = telegram_id(nullable=True)
    update_id: Mapped[int | None] = mapped_column(BigInteger)
    action: Mapped[str]
    object: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    seal: Mapped[int | None] = mapped_column(unique=True)
    hash: Mapped[str | None]
