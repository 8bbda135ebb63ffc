"""The deadline for lists: proposed where the plan names none, set by an organiser, told to each unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.errors import Refusal
from bot.messages.lists_deadlines import ListsDueSet
from bot.services import conference_cards, lists_deadlines, my_unit, sessions
from bot.services.access import Actor
from bot.services.delegate_ground import list_of
from bot.services.duties import compute_due
from bot.services.moments import Moment
from bot.services.reminders import plan_conference
from models.conferences import Conference, ConferenceSession, ConferenceState
from models.invitations import Answer
from models.people import Person
from models.reminders import Reminder, ReminderState
from models.units import Unit
from tests.factories import World

PROPOSED = datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
WANTED = datetime(2026, 12, 4, 10, 0, tzinfo=UTC)


@dataclass
class Scene:
    world: World
    actor: Actor
    conference: Conference
    units: list[Unit]
    focal: Person

    async def change(self, moment: datetime = WANTED, version: int = 1) -> ListsDueSet | None:
        return await lists_deadlines.change(
            self.world.session,
            self.actor,
            self.conference.id,
            version,
            moment,
            now=self.world.now,
            calendar=self.world.calendar,
            settings=self.world.settings,
        )

    async def move(self, day: date) -> None:
        part = await self.world.session.scalar(select(ConferenceSession))
        assert part is not None
        await sessions.move(
            self.world.session,
            self.actor,
            part.id,
            self.conference.version,
            Moment(day, None),
            now=self.world.now,
            calendar=self.world.calendar,
            settings=self.world.settings,
        )


@pytest.fixture
async def scene(world: World) -> Scene:
    organiser = await world.organiser()
    conference = await world.conference(organiser)
    units = [await world.unit(name) for name in ("Sở Tư pháp", "Sở Y tế")]
    await world.group(conference, units)
    focal = await world.focal(units[0])
    await compute_due(world.session, conference.id, world.calendar)
    await plan_conference(world.session, conference.id, now=world.now, calendar=world.calendar, settings=world.settings)
    return Scene(world, await world.actor(organiser), conference, units, focal)


async def test_a_proposal_says_that_it_is_one(scene: Scene) -> None:
    session, conference = scene.world.session, scene.conference
    card = await conference_cards.card_of(session, scene.actor, conference.id, now=scene.world.now)
    focal = await scene.world.actor(scene.focal)
    page = await my_unit.page(session, focal, scene.units[0].id, conference.id, now=scene.world.now)
    assert conference.lists_due == PROPOSED
    for message in (card, page):
        assert "thứ Hai, 7/12/2026, 17:00 (kế hoạch không nêu hạn; hệ thống đề nghị)" in message.render("vi").text


async def test_an_organiser_sets_it_and_the_units_hear_of_it_once(scene: Scene) -> None:
    found = await lists_deadlines.preview(
        scene.world.session,
        scene.actor,
        scene.conference.id,
        1,
        "4/12/2026",
        now=scene.world.now,
        calendar=scene.world.calendar,
    )
    assert found is not None
    assert (found[0], found[1].old, found[1].units, found[1].day_off) == (WANTED, PROPOSED, 2, False)
    assert scene.conference.lists_due == PROPOSED
    done = await scene.change(found[0])
    assert done is not None
    assert (done.units, done.people, done.silent) == (1, 1, 1)
    assert (scene.conference.lists_due, scene.conference.lists_by) == (WANTED, "organiser")
    assert await scene.change() is None
    said = await scene.world.said(scene.focal)
    assert len(said) == 1
    assert "thứ Sáu, 4/12/2026, 17:00" in said[0].splitlines()[0]
    open_rows = select(Reminder.due_at).where(Reminder.state == ReminderState.OPEN)
    planned = list(await scene.world.session.scalars(open_rows))
    assert WANTED.date() in {due.date() for due in planned}


async def test_what_an_organiser_set_stays_when_a_session_moves(scene: Scene) -> None:
    await scene.change()
    await scene.move(date(2026, 12, 17))
    assert (scene.conference.lists_due, scene.conference.lists_by) == (WANTED, "organiser")


async def test_unless_the_event_comes_before_it(scene: Scene) -> None:
    await scene.change()
    await scene.move(date(2026, 12, 4))
    assert scene.conference.lists_by == "proposal"
    assert scene.conference.lists_due == datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
    assert "(kế hoạch không nêu hạn; hệ thống đề nghị)" in (await scene.world.said(scene.focal))[-1]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("sớm nhất có thể", "lists_due.unreadable"),
        ("1/11/2026", "lists_due.past"),
        ("10/12/2026", "lists_due.after_event"),
        ("20/12/2026", "lists_due.after_event"),
    ],
)
async def test_a_day_that_makes_no_sense_is_refused(scene: Scene, text: str, key: str) -> None:
    with pytest.raises(Refusal, match=key):
        await lists_deadlines.preview(
            scene.world.session,
            scene.actor,
            scene.conference.id,
            1,
            text,
            now=scene.world.now,
            calendar=scene.world.calendar,
        )
    assert (scene.conference.lists_due, scene.conference.version) == (PROPOSED, 1)


async def test_the_same_once_more_changes_nothing(scene: Scene) -> None:
    await scene.change()
    with pytest.raises(Refusal, match=r"lists_due\.same"):
        await scene.change(version=2)


async def test_it_is_the_organisers_to_set_while_the_conference_runs(scene: Scene) -> None:
    with pytest.raises(Refusal, match="access"):
        await lists_deadlines.ask(scene.world.session, await scene.world.actor(scene.focal), scene.conference.id)
    scene.conference.state = ConferenceState.CLOSED
    with pytest.raises(Refusal, match=r"lists_due\.over"):
        await scene.change(WANTED + timedelta(days=1))


async def test_a_unit_that_stays_away_is_told_that_it_needs_to_do_nothing(scene: Scene) -> None:
    world, other = scene.world, await scene.world.focal(scene.units[1], "Đỗ Văn Tâm")
    invitation = await list_of(world.session, scene.conference.id, scene.units[0].id)
    invitation.answer, invitation.reason = Answer.ABSENT, "Bận họp"
    await scene.change()
    assert "không cần làm gì thêm" in (await world.said(scene.focal))[-1]
    assert "không cần làm gì thêm" not in (await world.said(other))[-1]


async def test_a_deadline_that_has_passed_is_said_to_have_passed(scene: Scene) -> None:
    with pytest.raises(Refusal, match="past"):
        await lists_deadlines.preview(
            scene.world.session,
            scene.actor,
            scene.conference.id,
            1,
            "trong quý III/2026",
            now=scene.world.now,
            calendar=scene.world.calendar,
        )
