"""Whoever stops seals: between a stop and the next start no line of the audit trail could be changed unseen."""

from __future__ import annotations

from bot.clock import MovableClock
from bot.config import Settings
from bot.db.engine import Database
from bot.db.transaction import Transactions
from bot.playground.telegram import SimulatedTelegram
from bot.services.audit_chain import Verdict, verify
from tests.whole_bot.conftest import Running, running
from tests.whole_bot.test_joining import name_organiser


async def verified(settings: Settings) -> Verdict:
    database = Database(settings.database.url)
    async with Transactions(database).read() as session:
        found = await verify(session)
    await database.close()
    return found


async def test_a_clean_stop_leaves_no_line_unsealed(
    telegram: SimulatedTelegram, bot_settings: Settings, clock: MovableClock
) -> None:
    async with running(bot_settings, clock) as app:
        bot = Running(app, telegram)
        await name_organiser(bot)
        await bot.quiet()
    found = await verified(bot_settings)
    assert (found.fault, found.waiting) == (None, 0)
    assert found.head.number > 0
