"""Alerts: which figures are out of bounds, so that owners are told once and again when it is over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Alert(Base):
    """One figure by name. Life: raised (out of bounds, told) → cleared (back within, told)."""

    __tablename__ = "alert"

    name: Mapped[str] = mapped_column(primary_key=True)
    raised_at: Mapped[datetime]
    cleared_at: Mapped[datetime | None]
