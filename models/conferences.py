"""Conferences and their sessions."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key, refers, status


class ConferenceState(StrEnum):
    """Life of a conference: running → closed | cancelled."""

    RUNNING = "running"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ListsBy(StrEnum):
    """Who set when lists of delegates are due: the plan, the office where the plan names no day, an organiser."""

    PLAN = "plan"
    PROPOSAL = "proposal"
    ORGANISER = "organiser"


class Conference(Base):
    """A conference that is carried out, made from a confirmed plan. `version` counts changes of its dates.

    `lists_due` is when answers and lists are due, `lists_by` who said so, `lists_section` where in the plan.
    `postponed_at` is when it was postponed last: it stands postponed while no session has a day or window.
    """

    __tablename__ = "conference"

    id: Mapped[int] = key()
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="SET NULL"), unique=True)
    title: Mapped[str]
    number: Mapped[str | None]
    issuing_body: Mapped[str | None]
    chair: Mapped[str | None]
    agenda: Mapped[list[Any]] = mapped_column(JSON, default=list)
    state: Mapped[ConferenceState] = status(ConferenceState, default=ConferenceState.RUNNING)
    lists_due: Mapped[datetime | None]
    lists_section: Mapped[str | None]
    lists_by: Mapped[ListsBy] = status(ListsBy, default=ListsBy.PROPOSAL)
    postponed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class ConferenceOrganiser(Base):
    """An organiser of one conference."""

    __tablename__ = "conference_organiser"
    __table_args__ = (UniqueConstraint("conference_id", "person_id"),)

    id: Mapped[int] = key()
    conference_id: Mapped[int] = refers("conference.id")
    person_id: Mapped[int] = refers("person.id")


class ConferenceSession(Base):
    """A session (phiên, cụm): when and where people meet.

    `precision` is one of exact, day, half_day, week, month, quarter, none; the day is known where `first_day` equals
    `last_day`. Days and hours are the office's own (Asia/Ho_Chi_Minh).
    """

    __tablename__ = "conference_session"

    id: Mapped[int] = key()
    conference_id: Mapped[int] = refers("conference.id")
    place: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    precision: Mapped[str]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    start_time: Mapped[time | None]
    end_time: Mapped[time | None]
    half_day: Mapped[str | None]
    venue: Mapped[str | None]
    modes: Mapped[list[Any]] = mapped_column(JSON, default=list)
    delegates_min: Mapped[int | None]
    delegates_max: Mapped[int | None]

    @property
    def day(self) -> date | None:
        """The day of the session, None while only a window is known."""
        return self.first_day if self.first_day == self.last_day else None
