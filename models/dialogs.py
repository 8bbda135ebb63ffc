"""Dialog steps: where each person stands in a conversation, so that a restart or a week's pause loses nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, telegram_id


class Dialog(Base):
    """The step that the next text, file or contact of this Telegram user answers."""

    __tablename__ = "dialog"

    telegram_id: Mapped[int] = telegram_id(primary_key=True, autoincrement=False)
    step: Mapped[str]
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    updated_at: Mapped[datetime]
