"""Jobs: long work (a file to fetch and read, a document to draw) that must not sit inside a transaction."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key, refers, status


class JobState(StrEnum):
    """Life of a job: waiting → working → done | failed; a worker that died leaves a lease that runs out."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """A piece of long work asked for by a person; `kind` names it in the table of `bot.services.jobs`."""

    __tablename__ = "job"

    id: Mapped[int] = key()
    kind: Mapped[str]
    person_id: Mapped[int] = refers("person.id", index=False)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[JobState] = status(JobState, default=JobState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
