"""Leadership: which replica polls, rings and sends, where several run on one PostgreSQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Leadership(Base):
    """The latest leader, one row. `epoch` counts leaderships and fences what a deposed leader may still try to write.

    An advisory lock decides who leads (docs/decisions/0009); the row lets every write of a leader be checked, and
    tells who it is. `owner` names the process's sessions on the server; `beat` is the server's instant of its last
    heartbeat.
    """

    __tablename__ = "leadership"

    name: Mapped[str] = mapped_column(primary_key=True)
    epoch: Mapped[int]
    owner: Mapped[str]
    since: Mapped[datetime]
    beat: Mapped[datetime]
