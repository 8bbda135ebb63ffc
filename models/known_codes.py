"""Known codes: invite codes issued after the copy from which the database came back, as the journal tells them."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key, telegram_id


class KnownCode(Base):
    """The hash of a code that somebody holds already. Issuing it once more, in a replay, takes this hash."""

    __tablename__ = "known_code"

    id: Mapped[int] = key()
    digest: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    unit_id: Mapped[int | None]
    issued_by: Mapped[int] = telegram_id()
