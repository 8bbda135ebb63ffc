"""Holds: what Telegram ordered to wait (Bot API: ResponseParameters.retry_after), kept so that a new leader obeys."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped

from models.base import Base, telegram_id

WHOLE_BOT = 0
"""Stands for every chat: no chat has this id."""


class Hold(Base):
    """Nothing leaves to `chat_id` (0: to anyone) before `until`."""

    __tablename__ = "hold"

    chat_id: Mapped[int] = telegram_id(primary_key=True, autoincrement=False)
    until: Mapped[datetime]
