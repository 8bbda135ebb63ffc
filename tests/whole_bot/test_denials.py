"""What someone may not is noted, although nothing else of the attempt is kept; a flood of it isn't."""

from __future__ import annotations

from sqlalchemy import select

from bot.services.denials import DENIED, MOST
from models.audit import AuditLine
from tests.whole_bot.conftest import Running

STRANGER = 7001


async def denials(bot: Running) -> list[AuditLine]:
    async with bot.app.transactions.read() as session:
        found = await session.scalars(select(AuditLine).where(AuditLine.action == DENIED).order_by(AuditLine.id))
        return list(found)


async def test_a_denial_outlives_what_it_undoes(bot: Running) -> None:
    stranger = bot.person(STRANGER)
    message = await stranger.types("/units")
    await stranger.waits_for("chưa tham gia hệ thống")
    await stranger.presses(message, "units.card:7:0900000123")
    await bot.quiet()
    lines = await denials(bot)
    assert [(line.telegram_id, line.object, line.details) for line in lines] == [
        (STRANGER, "/units", {"why": "stranger"}),
        (STRANGER, "units.card:7", {"why": "stranger"}),
    ]
    assert all(line.update_id for line in lines)


async def test_a_flood_does_not_fill_the_table(bot: Running) -> None:
    stranger, other = bot.person(STRANGER), bot.person(STRANGER + 1)
    for _ in range(MOST + 5):
        await stranger.types("/units")
    await other.types("/units")
    await bot.quiet()
    by = [line.telegram_id for line in await denials(bot)]
    assert (by.count(STRANGER), by.count(STRANGER + 1)) == (MOST, 1)
