"""Invitees: the groups of the composition, the units in each, and the places they have."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key, refers


class InviteeGroup(Base):
    """A line of the composition (thành phần): `seats` is its stated total, None where the plan states none.

    `mode` is in_person, online or both.

    One that a new version of the plan drops goes, unless people were entered in it: then `dropped_at` ends it.
    """

    __tablename__ = "invitee_group"

    id: Mapped[int] = key()
    conference_id: Mapped[int] = refers("conference.id")
    place: Mapped[int] = mapped_column(default=0)
    label: Mapped[str]
    level: Mapped[str | None]
    mode: Mapped[str]
    seats: Mapped[int | None]
    section: Mapped[str | None]
    dropped_at: Mapped[datetime | None]


class Place(Base):
    """The places of one unit in one group; `seats` None means the plan sets no number for the unit."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("group_id", "unit_id"),)

    id: Mapped[int] = key()
    group_id: Mapped[int] = refers("invitee_group.id")
    unit_id: Mapped[int] = refers("unit.id")
    seats: Mapped[int | None]
