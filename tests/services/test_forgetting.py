"""The term of keeping for delegates: names and phones go, how many came stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.clock import OFFICE_ZONE
from bot.services import forgetting
from bot.services.change_request_facts import facts_of
from bot.services.delegate_checks import Entry
from bot.services.delegate_drafts import Draft
from bot.services.delegate_pages import list_page
from bot.services.dialogs import set_step
from bot.services.forgetting import FORGOTTEN, ForgetDelegates, without_people
from models.conferences import ConferenceSession, ConferenceState
from models.delegates import ChangeRequest, Delegate, RequestState
from models.dialogs import Dialog
from tests.factories import EVENT, World
from tests.services.test_delegates import NAMES, Scene, scene_of

LAST_DAY = EVENT + timedelta(days=90)
PHONE = "+84900000777"


@pytest.fixture
async def scene(world: World) -> Scene:
    """Two delegates with phones, and after the deadline a wish for a third."""
    scene = await scene_of(world, seats=3)
    await scene.enter(0, 1)
    await world.session.execute(update(Delegate).values(phone=PHONE))
    world.clock.advance(timedelta(days=11))
    await scene.enter(2)
    return scene


async def rings(scene: Scene, day: date, tick: ForgetDelegates | None = None) -> bool:
    scene.world.clock.set(datetime(day.year, day.month, day.day, 22, tzinfo=OFFICE_ZONE))
    more = await (tick or ForgetDelegates()).run(scene.world.session, scene.world.now, scene.world.settings)
    await scene.world.session.flush()
    return more


async def kept(scene: Scene) -> list[tuple[str, str | None]]:
    rows = await scene.world.session.scalars(select(Delegate).order_by(Delegate.id))
    return [(row.full_name, row.phone) for row in rows]


async def asked(scene: Scene) -> ChangeRequest:
    return (await scene.world.session.scalars(select(ChangeRequest))).one()


async def test_names_and_phones_are_kept_for_the_term_and_no_longer(scene: Scene) -> None:
    await rings(scene, LAST_DAY)
    assert await kept(scene) == [(NAMES[0], PHONE), (NAMES[1], PHONE)]
    assert NAMES[2] in str((await asked(scene)).change)
    await rings(scene, LAST_DAY + timedelta(days=1))
    assert await kept(scene) == [(FORGOTTEN, None)] * 2
    request = await asked(scene)
    assert NAMES[2] not in str(request.change)
    assert request.state is RequestState.REFUSED
    facts = await facts_of(scene.world.session, request)
    assert [person.full_name for person in facts.after] == [FORGOTTEN]


async def test_the_list_still_shows_how_many_came(scene: Scene) -> None:
    await rings(scene, LAST_DAY + timedelta(days=1))
    actor = await scene.world.actor(scene.focal)
    page = await list_page(scene.world.session, actor, scene.unit.id, scene.conference.id, now=scene.world.now)
    assert page.render("vi").text.count(FORGOTTEN) >= 2


async def test_a_second_ring_changes_nothing(scene: Scene) -> None:
    for _ in range(2):
        await rings(scene, LAST_DAY + timedelta(days=1))
    versions = list(await scene.world.session.scalars(select(Delegate.version)))
    assert versions == [2, 2]


async def test_an_open_or_later_day_keeps_them(scene: Scene) -> None:
    await scene.world.session.execute(update(ConferenceSession).values(first_day=None, last_day=None))
    await rings(scene, date(2028, 1, 3))
    assert (NAMES[0], PHONE) in await kept(scene)
    scene.conference.state = ConferenceState.CANCELLED
    await scene.world.session.flush()
    await rings(scene, date(2028, 1, 4))
    assert await kept(scene) == [(FORGOTTEN, None)] * 2


async def test_only_the_conference_that_is_over_is_forgotten(scene: Scene) -> None:
    later = await scene.world.conference(scene.organiser, day=EVENT + timedelta(days=200))
    row = (await scene.world.session.scalars(select(Delegate))).first()
    assert row is not None
    row.conference_id = later.id
    await rings(scene, LAST_DAY + timedelta(days=1))
    assert await kept(scene) == [(NAMES[0], PHONE), (FORGOTTEN, None)]


async def test_a_dialog_left_half_way_is_ended(scene: Scene) -> None:
    world = scene.world
    draft = Draft(1, scene.conference.id, scene.unit.id, (Entry(NAMES[3], None, PHONE, None, None, ()),))
    actor = await world.actor(scene.focal)
    await set_step(world.session, actor, "delegates.people", draft.data(), now=world.now)
    other = replace(actor, telegram_id=9001)
    await set_step(world.session, other, "own.name", {}, now=world.now)
    await rings(scene, LAST_DAY + timedelta(days=1))
    assert list(await world.session.scalars(select(Dialog.step))) == ["own.name"]


async def test_more_than_a_chunk_goes_ring_by_ring(scene: Scene, world: World) -> None:
    one = (await scene.world.session.scalars(select(Delegate))).first()
    assert one is not None
    copied = {name: getattr(one, name) for name in ("conference_id", "unit_id", "group_id", "mode", "entered_by")}
    many = [
        Delegate(**copied, full_name=f"Đại biểu {n}", person_key=f"dai bieu {n}", entered_at=world.now)
        for n in range(forgetting.CHUNK)
    ]
    await world.add(*many)
    tick, day = ForgetDelegates(), LAST_DAY + timedelta(days=1)
    assert await rings(scene, day, tick)
    assert not await rings(scene, day, tick)
    assert set(await kept(scene)) == {(FORGOTTEN, None)}


def test_a_change_names_nobody_any_more() -> None:
    person = {"full_name": "Đỗ Thị Lan", "position": "Giám đốc", "phone": PHONE, "mode": "online", "group_id": 1}
    nobody = {**person, "full_name": FORGOTTEN, "phone": None, "position": None}
    assert without_people({"people": [person]}) == {"people": [nobody], "forgotten": True}
    assert without_people({"delegate": 3, "person": person}) == {"delegate": 3, "person": nobody, "forgotten": True}
    edit = without_people({"delegate": 3, "fields": {"phone": PHONE, "mode": "online"}})
    assert edit == {"delegate": 3, "fields": {"phone": None, "mode": "online"}, "forgotten": True}
    answer = {"answer": "absent", "reason": "bận"}
    assert without_people(answer) == {"answer": "absent", "reason": None, "forgotten": True}
