"""Known sends: what became of messages that went out after the copy from which the database came back."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, status, telegram_id
from models.outbox import OutboxState


class KnownSend(Base):
    """One send as the journal tells it. An outbox row of this key and chat is settled so, without asking Telegram.

    `state` sending: it was on the wire when the database was lost, so it is in doubt.
    """

    __tablename__ = "known_send"

    key: Mapped[str] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = telegram_id(primary_key=True, autoincrement=False)
    state: Mapped[OutboxState] = status(OutboxState, default=OutboxState.SENT)
    message_id: Mapped[int | None] = telegram_id(nullable=True)
    file_id: Mapped[str | None]
