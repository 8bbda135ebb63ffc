"""Invitations: what a unit answered to being invited."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key, refers, status


class Answer(StrEnum):
    """A unit's answer; it may change until the lists are due."""

    NONE = "none"
    ATTENDING = "attending"
    ABSENT = "absent"


class Invitation(Base):
    """One unit of one conference; `list_complete_at` is the instant of the unit's own "that is all"."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("conference_id", "unit_id"),)

    id: Mapped[int] = key()
    conference_id: Mapped[int] = refers("conference.id")
    unit_id: Mapped[int] = refers("unit.id")
    answer: Mapped[Answer] = status(Answer, default=Answer.NONE)
    reason: Mapped[str | None]
    answered_by: Mapped[int | None] = refers("person.id", index=False, nullable=True)
    answered_at: Mapped[datetime | None]
    list_complete_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
