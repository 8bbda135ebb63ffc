"""Who leads: of all processes on one database, one polls, rings and sends (docs/decisions/0009)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

import structlog

from bot.clock import SystemClock
from bot.db.away import insisting
from bot.db.fence import NAME
from bot.db.transaction import Transactions
from models.leadership import Leadership

log = structlog.get_logger("leader")

Work = Callable[[int], Awaitable[None]]
"""What a leader does, given its epoch, until cancelled."""


class Leader(Protocol):
    """One process's way to leadership."""

    async def run(self, work: Work) -> None:
        """Do `work` whenever this process leads, until cancelled; end it when leadership is lost."""
        ...


class OnlyLeader:
    """The process that holds the lock of an SQLite file (bot.db.lock) leads from its start to its end."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def run(self, work: Work) -> None:
        """Count up, and do `work`."""
        epoch = await insisting(self._new_epoch, "leader")
        log.info("leading", epoch=epoch)
        await work(epoch)

    async def _new_epoch(self) -> int:
        now = SystemClock().now()
        async with self._transactions.write("leader") as session:
            row = await session.get(Leadership, NAME)
            if row is None:
                session.add(row := Leadership(name=NAME, epoch=0, owner=""))
            row.epoch, row.owner, row.since, row.beat = row.epoch + 1, self._transactions.database.name, now, now
            return row.epoch


def leader_of(transactions: Transactions) -> Leader:
    """Return the way to leadership on the engine at hand."""
    if transactions.database.dialect == "sqlite":
        return OnlyLeader(transactions)
    from bot.db.elected import ElectedLeader  # noqa: PLC0415 - its driver takes a while to load

    return ElectedLeader(transactions.database)
