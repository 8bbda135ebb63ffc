"""A delegate asks through their unit to be erased: from the list, from requests, from what was said."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.calendar.working_days import Calendar
from bot.messages.base import plain
from bot.services import change_requests, delegates
from bot.services.forgetting import FORGOTTEN
from models.audit import AuditLine
from models.delegates import ChangeRequest, Delegate, DelegateState
from models.inbox import StoredUpdate, UpdateState
from models.outbox import OutboxMessage, OutboxState
from tests.factories import World, put_row
from tests.services.test_delegates import NAMES, Scene, scene_of

PHONE = "+84900000777"
PRESS = 1
"""The update that the test's transaction answers."""


@pytest.fixture
async def scene(world: World) -> Scene:
    scene = await scene_of(world, seats=3)
    await scene.enter(0, 1)
    for row in await world.session.scalars(select(Delegate)):
        row.phone = PHONE
    for number, state in ((PRESS, UpdateState.WAITING), (2, UpdateState.DONE), (3, UpdateState.WAITING)):
        body = json.dumps({"text": f"{NAMES[0].upper()}, {number}"}, ensure_ascii=False)
        key = str(scene.focal.telegram_id)
        await world.add(
            StoredUpdate(bot_id=1, update_id=number, chat_key=key, body=body, state=state, received_at=world.now)
        )
    for name in NAMES[:2]:
        message = plain("delegates.withdraw_sure", name=name)
        (await put_row(world.session, scene.organiser, message, now=world.now)).state = OutboxState.SENT
    await world.session.flush()
    return scene


async def erase(scene: Scene, delegate_id: int) -> delegates.Outcome:
    world = scene.world
    outcome = await delegates.withdraw(
        world.session, scene.actor, delegate_id, now=world.now, calendar=Calendar(), settings=world.settings, erase=True
    )
    await world.session.flush()
    return outcome


async def stands(scene: Scene) -> list[str]:
    """Return which names stand in messages and updates that are settled or at hand."""
    session = scene.world.session
    bodies = list(await session.scalars(select(StoredUpdate.body).where(StoredUpdate.update_id != 3)))
    sent = select(OutboxMessage.payload).where(OutboxMessage.state == OutboxState.SENT)
    said = json.dumps([*bodies, *await session.scalars(sent)], ensure_ascii=False).casefold()
    return [name for name in NAMES if name.casefold() in said]


async def first(scene: Scene) -> Delegate:
    row = await scene.world.session.scalar(
        select(Delegate).order_by(Delegate.id).limit(1).execution_options(populate_existing=True)
    )
    assert row is not None
    return row


async def test_before_the_deadline_they_go_at_once(scene: Scene) -> None:
    assert await stands(scene) == [NAMES[0], NAMES[1]]
    await erase(scene, (await first(scene)).id)
    row = await first(scene)
    assert (row.full_name, row.phone, row.position, row.state) == (FORGOTTEN, None, None, DelegateState.WITHDRAWN)
    assert await scene.names() == [NAMES[1]]
    assert await stands(scene) == [NAMES[1]]
    waiting = await scene.world.session.scalar(select(StoredUpdate.body).where(StoredUpdate.update_id == 3))
    assert NAMES[0].upper() in str(waiting)  # not read yet
    (line,) = await scene.world.session.scalars(select(AuditLine).where(AuditLine.action == "delegate.erased"))
    assert (line.telegram_id, line.object) == (scene.focal.telegram_id, f"delegate {row.id}")


async def test_after_it_the_number_goes_at_once_and_the_rest_when_it_is_granted(scene: Scene) -> None:
    world = scene.world
    world.clock.advance(timedelta(days=11))
    outcome = await erase(scene, (await first(scene)).id)
    assert outcome.request is not None
    assert (await first(scene)).phone is None
    assert (await first(scene)).full_name == NAMES[0]
    boss = await world.actor(scene.organiser)
    (request,) = await world.session.scalars(select(ChangeRequest))
    await change_requests.accept(
        world.session, boss, request.id, now=world.now, calendar=Calendar(), settings=world.settings
    )
    await world.session.flush()
    assert (await first(scene)).full_name == FORGOTTEN
    assert NAMES[0] not in await stands(scene)


async def test_a_settled_request_that_named_them_names_nobody(scene: Scene) -> None:
    world = scene.world
    world.clock.advance(timedelta(days=11))
    await scene.enter(2)
    boss = await world.actor(scene.organiser)
    (request,) = await world.session.scalars(select(ChangeRequest))
    await change_requests.accept(
        world.session, boss, request.id, now=world.now, calendar=Calendar(), settings=world.settings
    )
    third = await world.session.scalar(select(Delegate).where(Delegate.full_name == NAMES[2]))
    assert third is not None
    await erase(scene, third.id)
    asked = (await world.session.scalars(select(ChangeRequest).order_by(ChangeRequest.id))).all()
    await change_requests.accept(
        world.session, boss, asked[1].id, now=world.now, calendar=Calendar(), settings=world.settings
    )
    changes = await world.session.scalars(select(ChangeRequest.change))
    assert NAMES[2] not in str(list(changes))
