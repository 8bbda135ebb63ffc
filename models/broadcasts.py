"""Broadcasts: one text to many units, each receiver with exactly one outcome."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key, refers, status


class BroadcastState(StrEnum):
    """Life of a broadcast: draft → sending → finished, or draft → dropped."""

    DRAFT = "draft"
    SENDING = "sending"
    FINISHED = "finished"
    DROPPED = "dropped"


class Broadcast(Base):
    """An invitation or nudge to the units of a conference; `kind` names which.

    `text` is the organiser's own, empty for the proposed one. `version` counts changes of the draft, and attempts once
    it is sent: a button made for an older one does nothing. `board_id` is the organiser's progress message (an outbox
    row that later edits refer to).
    """

    __tablename__ = "broadcast"

    id: Mapped[int] = key()
    conference_id: Mapped[int] = refers("conference.id")
    kind: Mapped[str]
    text: Mapped[str]
    state: Mapped[BroadcastState] = status(BroadcastState, default=BroadcastState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[int] = refers("person.id")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    board_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="SET NULL"))


class Recipient(Base):
    """A unit that a broadcast is for, and the person who gets it; without a person, nobody of the unit has joined."""

    __tablename__ = "recipient"
    __table_args__ = (UniqueConstraint("broadcast_id", "unit_id", "person_id"),)

    id: Mapped[int] = key()
    broadcast_id: Mapped[int] = refers("broadcast.id")
    unit_id: Mapped[int] = refers("unit.id")
    person_id: Mapped[int | None] = refers("person.id", nullable=True)
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="SET NULL"), index=True)
