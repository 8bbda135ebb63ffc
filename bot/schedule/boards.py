"""Boards: progress messages of broadcasts, changed in place at most once in a while."""

from __future__ import annotations

import asyncio
from functools import partial

from bot.clock import Clock
from bot.db.away import insisting
from bot.db.transaction import Transactions
from bot.services.boards import refresh_boards

REST = 1.5
"""Seconds between two changes of a board: a chat takes about one call a second."""


class Boards:
    """Keeps the boards of broadcasts under way up to date."""

    def __init__(self, transactions: Transactions, clock: Clock) -> None:
        self._transactions = transactions
        self._clock = clock

    async def run(self, epoch: int) -> None:
        """Refresh under the leadership `epoch` whenever something was sent, until cancelled.

        Raises:
            Deposed: another process leads.
        """
        transactions, wake = self._transactions.under(epoch), self._transactions.wake.boards
        wake.set()
        while True:
            await wake.wait()
            wake.clear()
            await insisting(partial(self._refresh, transactions), "boards")
            await asyncio.sleep(REST)

    async def _refresh(self, transactions: Transactions) -> None:
        async with transactions.write("boards") as session:
            await refresh_boards(session, now=self._clock.now())
