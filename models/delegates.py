"""Delegates, and what a unit asks to change once its list is due."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key, refers, status

MODES = ("in_person", "online")
"""How a delegate attends."""


class DelegateState(StrEnum):
    """Life of a delegate: entered → withdrawn | replaced."""

    ENTERED = "entered"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Delegate(Base):
    """A person whom a unit sends. `person_key` is the folded name, with a number for a namesake of the same unit.

    `mode` is in_person or online; `phone` is E.164 or None.
    """

    __tablename__ = "delegate"
    __table_args__ = (
        Index(
            "uq_delegate_active",
            "conference_id",
            "unit_id",
            "person_key",
            unique=True,
            sqlite_where=text("state = 'entered'"),
            postgresql_where=text("state = 'entered'"),
        ),
        Index("ix_delegate_conference_id_person_key", "conference_id", "person_key"),
    )

    id: Mapped[int] = key()
    conference_id: Mapped[int] = refers("conference.id", index=False)
    unit_id: Mapped[int] = refers("unit.id")
    group_id: Mapped[int] = refers("invitee_group.id")
    full_name: Mapped[str]
    person_key: Mapped[str]
    position: Mapped[str | None]
    phone: Mapped[str | None]
    mode: Mapped[str]
    state: Mapped[DelegateState] = status(DelegateState, default=DelegateState.ENTERED)
    version: Mapped[int] = mapped_column(default=1)
    entered_by: Mapped[int] = refers("person.id", index=False)
    entered_at: Mapped[datetime]


class RequestState(StrEnum):
    """Life of a change request: open → accepted | refused."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class ChangeRequest(Base):
    """A change of a list or answer asked for after the deadline of the lists; `change` holds what its kind needs.

    add: `people`; edit: `delegate` (id), `fields`; replace: `delegate`, `person`; withdraw: `delegate`;
    answer: `answer`, `reason`. A person is `full_name`, `position`, `phone`, `mode`, `group_id`.
    """

    __tablename__ = "change_request"

    id: Mapped[int] = key()
    conference_id: Mapped[int] = refers("conference.id")
    unit_id: Mapped[int] = refers("unit.id")
    kind: Mapped[str]
    change: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[RequestState] = status(RequestState, default=RequestState.OPEN)
    asked_by: Mapped[int] = refers("person.id", index=False)
    asked_at: Mapped[datetime]
    decided_by: Mapped[int | None] = refers("person.id", index=False, nullable=True)
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None]
