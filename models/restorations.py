"""Restorations: a database that came back from a copy sends nothing until an owner has seen what would go out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped

from models.base import Base, key


class Restoration(Base):
    """One return from a copy of `copied_at`. The bot is held (it takes updates, it sends nothing) until released."""

    __tablename__ = "restoration"

    id: Mapped[int] = key()
    copied_at: Mapped[datetime]
    restored_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
