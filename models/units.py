"""Units: the registry of bodies that are invited and owe duties."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, key, refers


class Unit(Base):
    """A body of the registry, with its dates of validity (units are renamed, merged and abolished).

    `level` and `kind` use the words of `bot.language.unit_kind`; `place` is the order on the protocol list.
    """

    __tablename__ = "unit"

    id: Mapped[int] = key()
    code: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    level: Mapped[str]
    kind: Mapped[str]
    parent: Mapped[str | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    place: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    aliases: Mapped[list[UnitAlias]] = relationship(lazy="selectin", cascade="all, delete-orphan")


class UnitAlias(Base):
    """Another name under which plans mention a unit."""

    __tablename__ = "unit_alias"
    __table_args__ = (UniqueConstraint("unit_id", "folded"),)

    id: Mapped[int] = key()
    unit_id: Mapped[int] = refers("unit.id")
    text: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
