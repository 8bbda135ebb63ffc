"""Files: documents that came in or go out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key


class StoredFile(Base):
    """A file: its bytes where the bot made or read it, and Telegram's id where Telegram has it."""

    __tablename__ = "stored_file"

    id: Mapped[int] = key()
    name: Mapped[str]
    size: Mapped[int]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    telegram_file_id: Mapped[str | None]
    created_at: Mapped[datetime]
