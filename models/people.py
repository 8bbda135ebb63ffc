"""People: whoever speaks with the bot, and who of them organises."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key, refers, telegram_id


class Person(Base):
    """Someone who wrote to the bot.

    Life: seen (only the Telegram id and language are kept) → consented (notice version and instant) → identified by
    their own contact (name and phone). `unreachable_at` stands while they have blocked the bot; `menu` marks the
    command menu that their chat shows.
    """

    __tablename__ = "person"

    id: Mapped[int] = key()
    telegram_id: Mapped[int] = telegram_id(unique=True)
    language: Mapped[str] = mapped_column(default="vi")
    full_name: Mapped[str | None]
    phone: Mapped[str | None]
    consent_version: Mapped[int | None]
    consented_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    menu: Mapped[str | None]
    created_at: Mapped[datetime]


class Organiser(Base):
    """The grant to organise, given by an owner and never deleted: an ended grant keeps its end."""

    __tablename__ = "organiser"
    __table_args__ = (
        Index(
            "uq_organiser_person_active",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = key()
    person_id: Mapped[int] = refers("person.id", index=False)
    granted_by: Mapped[int] = telegram_id()
    granted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Membership(Base):
    """A focal person (đầu mối) acts for a unit, from the use of an invite code until ended."""

    __tablename__ = "membership"
    __table_args__ = (
        Index(
            "uq_membership_person_unit_active",
            "person_id",
            "unit_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = key()
    person_id: Mapped[int] = refers("person.id")
    unit_id: Mapped[int] = refers("unit.id")
    invite_code_id: Mapped[int | None] = mapped_column(ForeignKey("invite_code.id", ondelete="SET NULL"))
    joined_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = telegram_id(nullable=True)
