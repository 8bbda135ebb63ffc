"""Reminders: the pings that are planned, as rows; a clock only rings."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key, refers, status


class ReminderState(StrEnum):
    """Life of a reminder: open → sent | cancelled (done, moved, withdrawn) | missed (no use any more when rung)."""

    OPEN = "open"
    SENT = "sent"
    CANCELLED = "cancelled"
    MISSED = "missed"


class Reminder(Base):
    """One planned ping for one assignment, or for one unit's missing list or answer.

    `rule` is 7d, 3d, 1d, day or overdue:YYYY-MM-DD. `version` is the one of the date it was planned for: moving the
    date cancels the open rows and plans anew under the next version, in the same transaction.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("assignment_id", "rule", "version"),
        UniqueConstraint("invitation_id", "rule", "version"),
        Index(
            "ix_reminder_due_open",
            "due_at",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_reminder_sent",  # how late the last ones were
            "settled_at",
            sqlite_where=text("state = 'sent'"),
            postgresql_where=text("state = 'sent'"),
        ),
    )

    id: Mapped[int] = key()
    conference_id: Mapped[int] = refers("conference.id")
    unit_id: Mapped[int] = refers("unit.id")
    assignment_id: Mapped[int | None] = refers("assignment.id", index=False, nullable=True)
    invitation_id: Mapped[int | None] = refers("invitation.id", index=False, nullable=True)
    rule: Mapped[str]
    due_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[ReminderState] = status(ReminderState, default=ReminderState.OPEN)
    settled_at: Mapped[datetime | None]


class TickMark(Base):
    """A tick that was carried out: ringing twice does nothing. `name` and occurrence: digest, 2026-12-01."""

    __tablename__ = "tick_mark"

    name: Mapped[str] = mapped_column(primary_key=True)
    occurrence: Mapped[str] = mapped_column(primary_key=True)
    done_at: Mapped[datetime]
