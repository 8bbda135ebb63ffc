"""When duties and lists are due."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from bot.services import duty_board
from bot.services.conference_cards import card_of
from bot.services.duties import compute_due
from bot.services.list_duty import asks_for_lists
from models.conferences import Conference, ConferenceSession
from models.duties import Assignment, Duty
from tests.factories import World


def at(year: int, month: int, day: int, hour: int = 17) -> datetime:
    """Return an hour of the office as an instant in UTC."""
    return datetime(year, month, day, hour - 7, tzinfo=UTC)


async def a_duty(world: World, **rule: object) -> Duty:
    conference = await world.conference(await world.organiser())
    duty = await world.duty(conference, [await world.unit("Sở Nội vụ")])
    for name, value in {"deadline_day": None, "before": False, **rule}.items():
        setattr(duty, name, value)
    await world.session.flush()
    return duty


@pytest.mark.parametrize(
    ("rule", "moment"),
    [
        # Before Monday is the Friday before it.
        ({"deadline_day": date(2026, 12, 7), "before": True}, at(2026, 12, 4)),
        ({"deadline_day": date(2026, 12, 7)}, at(2026, 12, 7)),
        ({"deadline_day": date(2026, 12, 7), "deadline_hour": time(16), "before": True}, at(2026, 12, 7, 16)),
        # 24/11 is off in 2026.
        ({"deadline_day": date(2026, 11, 25), "before": True}, at(2026, 11, 23)),
        ({"days_before_event": 5}, at(2026, 12, 4)),
        ({"days_before_event": 3, "working_days": True}, at(2026, 12, 7)),
        ({}, None),
    ],
)
async def test_the_moment_comes_from_the_rule(world: World, rule: dict[str, object], moment: datetime | None) -> None:
    duty = await a_duty(world, **rule)
    await compute_due(world.session, duty.conference_id, world.calendar)
    assert duty.due_at == moment


async def test_moving_the_event_moves_what_hangs_on_it_and_says_so(world: World) -> None:
    moving = await a_duty(world, days_before_event=5)
    conference = await world.session.get_one(Conference, moving.conference_id)
    fixed = await world.duty(conference, [await world.unit("Sở Y tế")])
    await compute_due(world.session, moving.conference_id, world.calendar)
    assert await compute_due(world.session, moving.conference_id, world.calendar) == []
    version = moving.version
    assignment = await world.session.scalar(select(Assignment).where(Assignment.duty_id == moving.id))
    assert assignment is not None
    assignment.overdue_pings = 2
    event = await world.session.scalar(select(ConferenceSession))
    assert event is not None
    event.first_day = event.last_day = date(2026, 12, 17)
    assert await compute_due(world.session, moving.conference_id, world.calendar) == [moving]
    assert (moving.due_at, moving.version) == (at(2026, 12, 11), version + 1)
    assert fixed.due_at == at(2026, 12, 3)
    await world.session.refresh(assignment)
    assert assignment.overdue_pings == 0


async def test_a_duty_of_an_open_event_is_not_due_yet(world: World) -> None:
    duty = await a_duty(world, days_before_event=5)
    event = await world.session.scalar(select(ConferenceSession))
    assert event is not None
    event.first_day = date(2026, 12, 1)
    await compute_due(world.session, duty.conference_id, world.calendar)
    assert duty.due_at is None


async def test_lists_are_due_when_the_plan_asks_for_them(world: World) -> None:
    conference = await world.conference(await world.organiser())
    await compute_due(world.session, conference.id, world.calendar)
    assert (conference.lists_due, conference.lists_by, conference.lists_section) == (at(2026, 12, 7), "proposal", None)
    text = "Gửi danh sách đại biểu tham dự trực tiếp và trực tuyến"
    duty = await world.duty(conference, [await world.unit("Sở Nội vụ")], text=text)
    await compute_due(world.session, conference.id, world.calendar)
    assert (conference.lists_due, conference.lists_by, conference.lists_section) == (duty.due_at, "plan", "V.1")
    assert duty.due_at == at(2026, 12, 3)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Gửi danh sách đại biểu dự Hội nghị về Văn phòng UBND tỉnh", True),
        ("lập danh sách đăng ký tham dự (trực tiếp, trực tuyến)", True),
        ("Lập danh sách đại biểu; gửi về Văn phòng UBND tỉnh để tổng hợp, báo cáo", True),
        ("Tổng hợp danh sách đại biểu, báo cáo UBND tỉnh", False),
        ("Lập danh sách và phát hành giấy mời đại biểu", False),
        ("Lập danh sách tập thể đề nghị khen thưởng tham gia phong trào", False),
        ("Chuẩn bị báo cáo tham luận", False),
    ],
)
def test_which_duty_asks_for_lists(text: str, asks: bool) -> None:
    assert asks_for_lists(text) is asks


async def test_the_card_counts_the_duties_that_the_board_shows(world: World) -> None:
    organiser = await world.organiser()
    conference, actor = await world.conference(organiser), await world.actor(organiser)
    units = [await world.unit("Sở Tư pháp")]
    await world.duty(conference, units, text="Gửi tham luận")
    await world.duty(conference, [], text="Trang trí hội trường")
    card = await card_of(world.session, actor, conference.id, now=world.now)
    board = await duty_board.board(world.session, actor, conference.id, now=world.now)
    assert (card.duties, card.dated, card.nobodys) == (len(board.duties), 1, board.nobodys) == (1, 1, 1)
