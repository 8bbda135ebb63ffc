"""Days that an office declared off or worked, over what the calendar knows."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class CalendarDay(Base):
    """An entry of the office's own calendar: swapped days are announced days before, so they are data."""

    __tablename__ = "calendar_day"

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    source: Mapped[str]
