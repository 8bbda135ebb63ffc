"""What an owner sees after a return from a copy."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.messages.restorations import Held, Waiting
from models.outbox import Lane
from tests.golden.check import check

AT = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)


def test_what_waits_is_shown_oldest_first() -> None:
    lanes = (Waiting(Lane.BROADCAST, 38, AT), Waiting(Lane.REPLY, 1, AT.replace(hour=20)))
    check("restorations/some", Held(1, AT, (*lanes, Waiting(Lane.REMINDER, 4, AT), Waiting(Lane.URGENT, 2, AT)), 44))


def test_nothing_waits() -> None:
    check("restorations/none", Held(1, AT, (), 0))
