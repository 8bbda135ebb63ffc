"""Invite codes: the paper's proof that someone speaks for a unit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key, refers, telegram_id


class InviteCode(Base):
    """A single-use code of 128 random bits, kept only as its hash.

    Life: issued → used (by one person, once) | revoked | expired. `role` is `focal` (of `unit_id`) or `organiser`.
    """

    __tablename__ = "invite_code"

    id: Mapped[int] = key()
    digest: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    unit_id: Mapped[int | None] = refers("unit.id", nullable=True)
    issued_by: Mapped[int] = telegram_id()
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_by: Mapped[int | None] = refers("person.id", nullable=True)
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    def fault(self, now: datetime) -> str | None:
        """Return why the code grants nothing at `now`: used, revoked, expired; None while it is good."""
        if self.used_at is not None:
            return "used"
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if now >= self.expires_at else None
