"""After a return from a copy: every owner is shown what would go out, once."""

from __future__ import annotations

from sqlalchemy import select

from bot.config_sections import Owners
from bot.services.restorations import TellHeld
from models.outbox import OutboxMessage
from models.restorations import Restoration
from tests.factories import World


async def test_each_owner_is_told_once(world: World) -> None:
    owners = [await world.person(name, telegram_id=number) for number, name in ((71, "Hà"), (72, "Sơn"))]
    settings = world.settings.model_copy(update={"owners": Owners(telegram_ids=tuple(o.telegram_id for o in owners))})
    await world.add(Restoration(copied_at=world.now, restored_at=world.now))
    for _ in range(2):
        await TellHeld().run(world.session, world.now, settings)
    told = await world.session.scalars(select(OutboxMessage.chat_id).order_by(OutboxMessage.chat_id))
    assert list(told) == [71, 72]
