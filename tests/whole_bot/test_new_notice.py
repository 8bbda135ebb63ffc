"""A new notice: whoever agreed to an older one is asked again, and until they answer nothing more is kept of them."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.clock import MovableClock
from bot.messages.joining import NOTICE
from models.people import Membership
from models.people import Person as PersonRow
from tests.factories import World
from tests.whole_bot.conftest import Running
from tests.whole_bot.person import Person

FOCAL = 2001


@pytest.fixture
async def focal(bot: Running, clock: MovableClock) -> Person:
    """A focal person who agreed to the notice before the present one."""
    async with bot.app.transactions.write("seed") as session:
        world = World(session, clock, bot.app.settings)
        unit = await world.unit("Sở Tư pháp")
        person = await world.person("Phạm Minh Đức", telegram_id=FOCAL)
        await world.add(Membership(person_id=person.id, unit_id=unit.id, joined_at=world.now))
        await session.execute(update(PersonRow).values(consent_version=NOTICE - 1))
    return bot.person(FOCAL, "Phạm", "Minh Đức")


async def test_they_go_on_once_they_have_agreed(bot: Running, focal: Person) -> None:
    await focal.types("/myunit")
    await focal.waits_for("Thông báo về dữ liệu cá nhân đã thay đổi")
    await focal.types("/mydata")  # their own data stays in their hands
    await focal.waits_for(f"thông báo bản {NOTICE - 1}")
    await focal.types("/myunit")
    await focal.waits_for("đã thay đổi")
    await focal.taps("Tôi đồng ý")
    await focal.waits_for("đã đồng ý với thông báo mới")
    await focal.types("/myunit")
    await focal.waits_for("chưa được mời dự hội nghị nào")
    await focal.types("/mydata")
    await focal.waits_for(f"thông báo bản {NOTICE}")


async def test_they_withdraw_instead(bot: Running, focal: Person) -> None:
    await focal.types("/myunit")
    await focal.taps("Rút lại sự đồng ý")
    await focal.taps("Rút lại và xóa")
    await focal.waits_for("Đã rút lại sự đồng ý")


async def test_a_button_of_another_notice_agrees_to_nothing(bot: Running, focal: Person) -> None:
    message = await focal.types("/myunit")
    await focal.presses(message, f"join.renew:{NOTICE + 1}")
    await bot.quiet()
    await focal.types("/myunit")
    await focal.waits_for("đã thay đổi")
