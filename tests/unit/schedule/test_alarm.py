"""The alarm rings every tick, also when one of them fails."""

from __future__ import annotations

from datetime import datetime

from bot.clock import MovableClock
from bot.config import Settings
from bot.db.transaction import Session, Transactions
from bot.schedule.alarm import Alarm


class Counting:
    """A tick with nothing planned."""

    rings = 0

    async def run(self, session: Session, now: datetime, settings: Settings) -> bool:
        self.rings += 1
        return False

    async def next(self, session: Session, now: datetime, settings: Settings) -> datetime | None:
        return None


class Failing(Counting):
    """A tick that always has something due, and never gets it done."""

    async def run(self, session: Session, now: datetime, settings: Settings) -> bool:
        raise ValueError("this row can't be read")


async def test_a_tick_that_fails_silences_nobody_and_is_left_to_the_safety_ring(
    transactions: Transactions, clock: MovableClock, settings: Settings
) -> None:
    failing, counting = Failing(), Counting()
    alarm = Alarm(transactions, (failing, counting), clock, settings)
    assert await alarm.ring() == [counting]
    assert counting.rings == 1
