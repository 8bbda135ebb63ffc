"""After a gap, whoever was in the middle of something is asked once to press again; after a day, the office is told."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.config import Settings
from bot.config_sections import Owners
from bot.db.parts import part
from bot.services.dialogs import set_step
from bot.watch.touch import PRESS_LIVES, Touch
from models.beats import Beat
from models.inbox import StoredUpdate, UpdateState
from models.people import Person
from tests.factories import World

MINUTE = timedelta(minutes=1)
OWNER = 1001


@pytest.fixture
def settings() -> Settings:
    return Settings(owners=Owners(telegram_ids=(OWNER,)))


@pytest.fixture
async def people(world: World) -> dict[str, Person]:
    """Somebody at a dialog step, somebody who just pressed, somebody idle, one who blocked the bot, and the office."""
    named = ("asked", "pressing", "idle", "blocked", "left")
    found = {name: await world.person(name) for name in named}
    found["owner"] = await world.person("owner", telegram_id=OWNER)
    found["organiser"] = await world.organiser("organiser")
    await set_step(world.session, await world.actor(found["left"]), "delegates.paste", {}, now=world.now)
    world.clock.advance(timedelta(days=2))
    for name in ("asked", "blocked"):
        await set_step(world.session, await world.actor(found[name]), "delegates.paste", {}, now=world.now)
    found["blocked"].unreachable_at = world.now
    for number, (name, ago) in enumerate((("pressing", 5), ("idle", 45))):
        row = StoredUpdate(bot_id=1, update_id=number, chat_key=str(found[name].telegram_id), body="{}")
        row.state, row.received_at = UpdateState.DONE, world.now - ago * MINUTE
        await world.add(row)
    return found


async def told(world: World, people: dict[str, Person]) -> dict[str, list[str]]:
    said = {name: await world.said(person) for name, person in people.items()}
    return {name: texts for name, texts in said.items() if texts}


async def back_after(world: World, gap: timedelta) -> timedelta | None:
    """Be in touch, go down, and be in touch again in another process after `gap`."""
    await Touch(world.settings).in_touch(world.session, now=world.now)
    world.clock.advance(gap)
    return await Touch(world.settings).in_touch(world.session, now=world.now)


async def test_a_first_start_and_a_short_stop_are_no_gap(world: World, people: dict[str, Person]) -> None:
    assert await Touch(world.settings).in_touch(world.session, now=world.now) is None
    assert await back_after(world, PRESS_LIVES) is None
    assert await told(world, people) == {}


async def test_after_ten_minutes_those_at_it_are_asked_to_press_again(world: World, people: dict[str, Person]) -> None:
    assert await back_after(world, 10 * MINUTE) == 10 * MINUTE
    found = await told(world, people)
    assert set(found) == {"asked", "pressing"}
    assert "xin anh/chị bấm lại" in found["asked"][0]
    assert "09:00 đến thứ Tư, 25/11/2026, 09:10" in found["asked"][0]
    assert await Touch(world.settings).in_touch(world.session, now=world.now + MINUTE) is None
    assert len(await world.said()) == 2


async def test_after_more_than_a_day_the_office_is_told_too(world: World, people: dict[str, Person]) -> None:
    assert await back_after(world, timedelta(hours=25))
    found = await told(world, people)
    assert set(found) == {"asked", "pressing", "owner", "organiser"}
    assert "làm lại" in found["pressing"][0]
    lost = "từ thứ Tư, 25/11/2026, 09:00 đến thứ Tư, 25/11/2026, 10:00"
    assert lost in found["owner"][0]
    assert lost in found["organiser"][0]


def touch_at(world: World, *instants: float) -> Touch:
    """Return a touch whose process measures these seconds, one each time that Telegram answers."""
    seconds = iter(instants)
    return Touch(world.settings, monotonic=lambda: next(seconds))


async def test_a_network_that_was_down_is_a_gap_too(world: World, people: dict[str, Person]) -> None:
    touch = touch_at(world, 0.0, 700.0)
    await touch.in_touch(world.session, now=world.now)
    touch.kept()
    assert await touch.in_touch(world.session, now=world.now + timedelta(seconds=700)) == timedelta(seconds=700)


async def found_and_undone(touch: Touch, world: World, *, now: datetime) -> None:
    async with part(world.session, "undone"):
        assert await touch.in_touch(world.session, now=now)
        raise ZeroDivisionError


async def test_a_gap_whose_commit_failed_is_found_again(world: World, people: dict[str, Person]) -> None:
    touch = touch_at(world, 0.0, 700.0, 710.0)
    await touch.in_touch(world.session, now=world.now)
    touch.kept()
    with pytest.raises(ZeroDivisionError):
        await found_and_undone(touch, world, now=world.now + timedelta(seconds=700))
    assert await told(world, people) == {}
    assert await touch.in_touch(world.session, now=world.now + timedelta(seconds=710)) == timedelta(seconds=710)


async def test_a_clock_that_jumps_is_no_gap(world: World, people: dict[str, Person]) -> None:
    touch = touch_at(world, 0.0, 60.0, 120.0)
    for jump in (timedelta(), timedelta(days=1), timedelta()):
        assert await touch.in_touch(world.session, now=world.now + jump) is None
        touch.kept()
    assert await told(world, people) == {}


async def test_the_beat_is_one_row(world: World) -> None:
    await back_after(world, MINUTE)
    row = await world.session.get_one(Beat, "telegram")
    assert row.at == world.now
