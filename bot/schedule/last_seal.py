"""The last seal: whoever stops leaves no line of the audit trail that could be changed unseen until the next start."""

from __future__ import annotations

import asyncio

import structlog

from bot.clock import Clock
from bot.config import Settings
from bot.db.away import Away
from bot.db.fence import Deposed
from bot.db.transaction import Transactions
from bot.services.audit_chain import SealAudit

LONGEST = 10.0
"""Seconds that a stop may wait for it; what is left then, the next start seals."""

log = structlog.get_logger("audit")


async def seal_rest(transactions: Transactions, clock: Clock, settings: Settings) -> None:
    """Seal what was written since the clock came by last."""
    tick = SealAudit()
    try:
        async with asyncio.timeout(LONGEST):
            more = True
            while more:
                async with transactions.write("SealAudit") as session:
                    more = await tick.run(session, clock.now(), settings)
    except (Away, Deposed, TimeoutError) as error:  # the next start seals, or another process that leads
        log.warning("not sealed at the stop", error=f"{type(error).__name__}: {error}")
