"""Time as an argument: one clock is built at start and handed to whoever acts; rules get `now`.

Instants are aware UTC inside; people read Asia/Ho_Chi_Minh.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock(Protocol):
    """Tells the instant."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    def on_move(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever the clock was set by hand, so that alarms can be armed anew."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)

    def on_move(self, listener: Callable[[], None]) -> None:
        """Never call anybody: nobody sets this clock by hand."""


class MovableClock:
    """A clock that runs with real time from where it was set, or stands still (playground, tests)."""

    def __init__(self, start: datetime | None = None, *, running: bool = True) -> None:
        self._offset = (start - datetime.now(UTC)) if start else timedelta()
        self._frozen = None if running else (start or datetime.now(UTC))
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """Return the present instant of this clock, aware, in UTC."""
        return self._frozen if self._frozen is not None else datetime.now(UTC) + self._offset

    def on_move(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every `set`."""
        self._listeners.append(listener)

    def set(self, instant: datetime) -> None:
        """Move to `instant` (aware) and tell the listeners."""
        if self._frozen is not None:
            self._frozen = instant.astimezone(UTC)
        else:
            self._offset = instant - datetime.now(UTC)
        for listener in self._listeners:
            listener()

    @property
    def running(self) -> bool:
        """Whether time passes; it stands still while paused."""
        return self._frozen is None

    def pause(self) -> None:
        """Stand still."""
        self._frozen = self.now()

    def resume(self) -> None:
        """Run on from where the clock stands."""
        self._offset, self._frozen = self.now() - datetime.now(UTC), None

    def advance(self, by: timedelta) -> None:
        """Move on by `by` and tell the listeners."""
        self.set(self.now() + by)
