"""Beats: the last instant at which the bot was surely in touch with Telegram, so that a gap shows afterwards."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Beat(Base):
    """One row a thing that lives by beating; `telegram`: the way to Telegram was open at `at`."""

    __tablename__ = "beat"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
