"""Moving sessions: what moves along, who is told, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.calendar.working_days import Calendar
from bot.errors import Refusal
from bot.messages.meetings import Meeting
from bot.messages.session_moves import MoveDone
from bot.messages.when import When
from bot.services import sessions, venues
from bot.services.access import Actor
from bot.services.duties import compute_due
from bot.services.moments import Moment, moved, read_moment
from bot.services.reminders import plan_conference
from models.conferences import Conference, ConferenceOrganiser, ConferenceSession, ConferenceState
from models.duties import Duty
from models.outbox import Lane, OutboxMessage
from models.people import Person
from models.reminders import Reminder, ReminderState
from models.units import Unit
from tests.conftest import MONDAY
from tests.factories import World

DAY, LAST = date(2026, 12, 10), date(2026, 12, 31)
OLD = Meeting("Hội nghị", When("exact", DAY, DAY, time(7, 30), time(11, 30), "morning"), "Hội trường A")
OPEN = Meeting("Hội nghị", When("month", date(2026, 12, 1), LAST, time(7, 30), None, "morning"), None)


@dataclass
class Scene:
    world: World
    organiser: Person
    actor: Actor
    conference: Conference
    part: ConferenceSession
    units: list[Unit]
    people: list[Person]
    relative: Duty

    async def move(self, day: date, hour: time | None = time(8), *, version: int = 1) -> MoveDone | None:
        return await sessions.move(
            self.world.session,
            self.actor,
            self.part.id,
            version,
            Moment(day, hour),
            now=self.world.now,
            calendar=self.world.calendar,
            settings=self.world.settings,
        )

    async def open_reminders(self) -> set[int]:
        query = select(Reminder.version).where(Reminder.state == ReminderState.OPEN)
        return set(await self.world.session.scalars(query))


@pytest.fixture
async def scene(world: World) -> Scene:
    organiser = await world.organiser()
    conference = await world.conference(organiser)
    units = [await world.unit(name) for name in ("Sở Tư pháp", "Sở Y tế", "Thanh tra tỉnh")]
    people = [await world.focal(unit, f"Phạm Thị {unit.name}") for unit in units[:2]]
    await world.group(conference, units)
    relative = await world.duty(conference, units[:1], text="Gửi tham luận")
    relative.deadline_day, relative.before, relative.days_before_event = None, True, 5
    await world.duty(conference, units[:2])
    await world.session.flush()
    await compute_due(world.session, conference.id, world.calendar)
    await plan_conference(world.session, conference.id, now=world.now, calendar=world.calendar, settings=world.settings)
    part = await world.session.scalar(select(ConferenceSession))
    assert part is not None
    return Scene(world, organiser, await world.actor(organiser), conference, part, units, people, relative)


async def test_deadlines_and_reminders_move_along_and_each_unit_hears_it_once(scene: Scene) -> None:
    before = scene.relative.due_at
    done = await scene.move(date(2026, 12, 17))
    assert done is not None
    assert before is not None
    assert scene.relative.due_at == before + timedelta(days=7)
    assert (done.units, done.people, done.silent, done.deadlines, done.past) == (2, 2, 1, 2, 0)
    assert await scene.open_reminders() == {2}
    first, second = [(await scene.world.said(person)) for person in scene.people]
    assert len(first) == len(second) == 1
    assert "Thời gian cũ: thứ Năm, 10/12/2026, 07:30" in first[0]
    assert "Thời gian mới: <b>thứ Năm, 17/12/2026, 08:00</b>" in first[0]
    assert "- Gửi tham luận (mục V.1): thứ Sáu, 4/12/2026, 17:00 → <b>thứ Sáu, 11/12/2026, 17:00</b>" in first[0]
    assert "Gửi tham luận" not in second[0]
    assert "- Trả lời giấy mời, gửi danh sách đại biểu (kế hoạch không nêu hạn; hệ thống đề nghị): " in second[0]
    lanes = set(await scene.world.session.scalars(select(OutboxMessage.lane)))
    assert lanes == {int(Lane.URGENT)}


async def test_a_second_press_does_nothing(scene: Scene) -> None:
    assert await scene.move(date(2026, 12, 17)) is not None
    assert await scene.move(date(2026, 12, 17)) is None
    assert scene.conference.version == 2
    assert len(await scene.world.said(scene.people[0])) == 1


async def test_moving_twice_tells_twice(scene: Scene) -> None:
    await scene.move(date(2026, 12, 17))
    await scene.move(date(2026, 12, 18), version=2)
    assert len(await scene.world.said(scene.people[0])) == 2


async def test_what_is_foreseen_is_what_happens(scene: Scene) -> None:
    found = await sessions.preview_move(
        scene.world.session,
        scene.actor,
        scene.part.id,
        1,
        "8h ngày 17/12/2026",
        now=scene.world.now,
        calendar=scene.world.calendar,
    )
    assert found is not None
    moment, question = found
    assert moment == Moment(date(2026, 12, 17), time(8))
    assert scene.part.first_day == date(2026, 12, 10)
    assert (question.deadlines, question.units, question.day_off) == (2, 3, False)


@pytest.mark.parametrize("day", [date(2026, 12, 10), date(2026, 12, 12), date(2026, 12, 13), date(2026, 12, 21)])
@pytest.mark.parametrize("asking", [False, True])
async def test_as_many_deadlines_move_as_were_foreseen(scene: Scene, day: date, asking: bool) -> None:
    world, text = scene.world, f"9h ngày {day:%d/%m/%Y}"
    if asking:
        duty = await world.duty(scene.conference, scene.units, text="Gửi danh sách đại biểu tham dự")
        duty.deadline_day, duty.before, duty.days_before_event = None, True, 6
        await world.session.flush()
        await compute_due(world.session, scene.conference.id, world.calendar)
    found = await sessions.preview_move(
        world.session, scene.actor, scene.part.id, 1, text, now=world.now, calendar=world.calendar
    )
    done = await scene.move(day, time(9))
    assert found is not None
    assert done is not None
    assert found[1].deadlines == done.deadlines


async def test_only_the_hour_moves_no_deadline(scene: Scene) -> None:
    done = await scene.move(date(2026, 12, 10), time(14))
    assert done is not None
    assert done.deadlines == 0
    assert scene.part.half_day == "afternoon"
    assert "Thời hạn của Quý đơn vị" not in (await scene.world.said(scene.people[0]))[0]


async def test_an_open_date_is_set(scene: Scene) -> None:
    scene.part.first_day, scene.part.last_day, scene.part.precision = date(2026, 12, 1), date(2026, 12, 31), "month"
    await scene.world.session.flush()
    await compute_due(scene.world.session, scene.conference.id, scene.world.calendar)
    assert scene.relative.due_at is None
    assert await scene.move(date(2026, 12, 17)) is not None
    assert scene.part.day == date(2026, 12, 17)
    assert scene.relative.due_at is not None
    said = (await scene.world.said(scene.people[0]))[0]
    assert said.startswith("<b>Ấn định thời gian: ")
    assert "chưa xác định → <b>thứ Sáu, 11/12/2026, 17:00</b>" in said


async def test_new_deadlines_that_have_passed_are_counted(scene: Scene) -> None:
    done = await scene.move(date(2026, 11, 27))
    assert done is not None
    assert (done.deadlines, done.past) == (2, 1)


async def test_a_past_moment_is_refused_even_where_the_question_waited(scene: Scene) -> None:
    with pytest.raises(Refusal, match="past"):
        await scene.move(date(2026, 11, 23), time(8, 59))
    assert scene.part.first_day == date(2026, 12, 10)


async def test_a_conference_that_is_over_moves_no_more(scene: Scene) -> None:
    scene.conference.state = ConferenceState.CANCELLED
    with pytest.raises(Refusal, match="over"):
        await scene.move(date(2026, 12, 17))


async def test_another_organiser_may_not_but_one_of_the_conference_hears_of_it(scene: Scene) -> None:
    lan = await scene.world.organiser("Đỗ Thị Lan")
    held = (scene.world.session, await scene.world.actor(lan), scene.part.id, 1)
    with pytest.raises(Refusal, match="other_conference"):
        await sessions.ask_moment(*held)
    await scene.world.add(ConferenceOrganiser(conference_id=scene.conference.id, person_id=lan.id))
    await scene.move(date(2026, 12, 17))
    assert "Đã đổi thời gian" in (await scene.world.said(lan))[0]
    assert await scene.world.said(scene.organiser) == []
    assert await sessions.ask_moment(*held) is None


async def test_a_venue_moves_nothing_else(scene: Scene) -> None:
    session, actor = scene.world.session, scene.actor
    found = await venues.preview_venue(session, actor, scene.part.id, 1, "Hội trường  lớn")
    assert found is not None
    assert found[0] == "Hội trường lớn"
    done = await venues.move_venue(session, actor, scene.part.id, 1, found[0], now=scene.world.now)
    assert done is not None
    assert await venues.move_venue(session, actor, scene.part.id, 1, found[0], now=scene.world.now) is None
    assert await scene.open_reminders() == {1}
    said = await scene.world.said(scene.people[0])
    assert len(said) == 1
    assert "Địa điểm mới: <b>Hội trường lớn</b>" in said[0]


@pytest.mark.parametrize(("venue", "key"), [("A", "venue_length"), ("x" * 301, "venue_length")])
async def test_venues_that_are_none(scene: Scene, venue: str, key: str) -> None:
    with pytest.raises(Refusal, match=key):
        await venues.preview_venue(scene.world.session, scene.actor, scene.part.id, 1, venue)
    with pytest.raises(Refusal, match="same_venue"):
        await venues.preview_venue(scene.world.session, scene.actor, scene.part.id, 1, str(scene.part.venue))


@pytest.mark.parametrize(
    ("text", "at_present", "moment"),
    [
        ("13h30 ngày 15/12/2026", OLD, Moment(date(2026, 12, 15), time(13, 30))),
        ("15/12/2026", OLD, Moment(date(2026, 12, 15), time(7, 30))),
        ("14h", OLD, Moment(date(2026, 12, 10), time(14))),
        ("15/12", OPEN, Moment(date(2026, 12, 15), time(7, 30))),
    ],
)
def test_what_is_left_out_stays(text: str, at_present: Meeting, moment: Moment) -> None:
    assert read_moment(text, at_present, now=MONDAY, calendar=Calendar()) == moment


@pytest.mark.parametrize(
    ("text", "at_present", "key"),
    [
        ("sớm nhất có thể", OLD, "unreadable"),
        ("14h", OPEN, "unreadable"),
        ("7h30 ngày 10/12/2026", OLD, "same"),
        ("8h ngày 23/11/2026", OLD, "past"),
        ("22/11/2026", OLD, "past"),
    ],
)
def test_what_can_not_be_taken(text: str, at_present: Meeting, key: str) -> None:
    with pytest.raises(Refusal, match=key):
        read_moment(text, at_present, now=MONDAY, calendar=Calendar())


@given(st.dates(date(2026, 12, 1), date(2027, 12, 31)), st.none() | st.times().map(lambda t: t.replace(microsecond=0)))
def test_a_moment_survives_the_dialog_and_is_told_as_it_is(day: date, hour: time | None) -> None:
    moment = Moment(day, hour)
    assert Moment.of(moment.data()) == moment
    new = moved(OPEN, moment)
    assert (new.when.first, new.when.last, new.when.start) == (day, day, hour)
    assert f"{day.day}/{day.month}/{day.year}" in new.announced("vi")


@pytest.mark.parametrize(
    ("start", "end"), [(time(7, 30), time(11, 30)), (time(8), time(12)), (time(13, 30), time(17, 30)), (time(21), None)]
)
def test_a_session_lasts_as_long_as_before_where_the_day_does(start: time, end: time | None) -> None:
    assert moved(OLD, Moment(LAST, start)).when.end == end


def test_a_session_that_only_had_an_end_has_none_once_its_beginning_is_known() -> None:
    at = replace(OLD, when=replace(OLD.when, start=None))
    assert moved(at, Moment(LAST, None)).when.end == time(11, 30)
    assert moved(at, Moment(LAST, time(8))).when.end is None
