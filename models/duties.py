"""Duties: what a plan asks of which units, by when, and how far each is."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key, refers, status


class Duty(Base):
    """An act of the plan. The rule of its deadline is kept; `due_at` is computed from it and from the day of the event.

    `deadline_words` are the plan's own; `due_at` is None while there is no deadline or the event's day is open.
    `dropped_at` ends a duty that a new version of the plan no longer holds.
    """

    __tablename__ = "duty"

    id: Mapped[int] = key()
    conference_id: Mapped[int] = refers("conference.id")
    place: Mapped[int] = mapped_column(default=0)
    text: Mapped[str]
    section: Mapped[str | None]
    submit_to: Mapped[str | None]
    deadline_words: Mapped[str | None]
    deadline_day: Mapped[date | None]
    deadline_hour: Mapped[time | None]
    days_before_event: Mapped[int | None]
    working_days: Mapped[bool] = mapped_column(default=False)
    before: Mapped[bool] = mapped_column(default=False)
    due_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Part(StrEnum):
    """A unit's part in a duty: the lead (chủ trì) closes it, the coordinating (phối hợp) sees its state."""

    LEAD = "lead"
    COORDINATING = "coordinating"


class AssignmentState(StrEnum):
    """Life of an assignment: open → acknowledged → handed_in → accepted | returned (→ handed_in); withdrawn ends it."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    HANDED_IN = "handed_in"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


OWED = (AssignmentState.OPEN, AssignmentState.ACKNOWLEDGED, AssignmentState.RETURNED)
"""States in which the unit still has to act; pings go only for these."""


class Assignment(Base):
    """One unit's part in one duty; each leading unit owes its own."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("duty_id", "unit_id"),)

    id: Mapped[int] = key()
    duty_id: Mapped[int] = refers("duty.id")
    unit_id: Mapped[int] = refers("unit.id")
    part: Mapped[Part] = status(Part, default=Part.LEAD)
    state: Mapped[AssignmentState] = status(AssignmentState, default=AssignmentState.OPEN)
    version: Mapped[int] = mapped_column(default=1)
    acknowledged_at: Mapped[datetime | None]
    handed_in_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    overdue_pings: Mapped[int] = mapped_column(default=0)


class Report(Base):
    """What a unit reported: `kind` is progress or handed_in; a file is kept by its stored row."""

    __tablename__ = "report"

    id: Mapped[int] = key()
    assignment_id: Mapped[int] = refers("assignment.id")
    person_id: Mapped[int] = refers("person.id", index=False)
    kind: Mapped[str]
    text: Mapped[str | None]
    file_id: Mapped[int | None] = refers("stored_file.id", index=False, nullable=True)
    reported_at: Mapped[datetime]
    decision: Mapped[str | None]
    reason: Mapped[str | None]
    decided_at: Mapped[datetime | None]
