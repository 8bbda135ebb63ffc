"""Postponing and cancelling: reminders stop, what waits doesn't leave, every unit is told once."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from bot.errors import Refusal
from bot.messages.condition import Condition
from bot.messages.conference_ending import EndingDone
from bot.services import conference_ending
from bot.services.access import Actor
from bot.services.conference_ending import Order
from bot.services.conferences import condition_of
from bot.services.duties import compute_due
from bot.services.reminders import plan_conference
from models.broadcasts import Broadcast, BroadcastState, Recipient
from models.conferences import Conference, ConferenceSession, ConferenceState
from models.duties import Duty
from models.outbox import Lane, OutboxMessage, OutboxState
from models.people import Person
from models.reminders import Reminder, ReminderState
from tests.factories import World

BASIS = "Công văn số 12/UBND-VX ngày 20/11/2026"


class Office:
    def __init__(self, world: World) -> None:
        self.world = world
        self.conference: Conference
        self.actor: Actor
        self.focal: Person

    async def opens(self) -> Office:
        world = self.world
        organiser = await world.organiser()
        self.actor = await world.actor(organiser)
        units = [await world.unit("Sở Nội vụ"), await world.unit("Sở Tư pháp")]
        self.focal = await world.focal(units[0])
        self.conference = await world.conference(organiser)
        await world.group(self.conference, units)
        duty = await world.duty(self.conference, [units[0]])
        duty.deadline_day, duty.days_before_event = None, 5
        await compute_due(world.session, self.conference.id, world.calendar)
        await plan_conference(
            world.session, self.conference.id, now=world.now, calendar=world.calendar, settings=world.settings
        )
        return self

    async def ends(self, act: str, version: int | None = None) -> EndingDone | None:
        world = self.world
        return await conference_ending.end(
            world.session,
            self.actor,
            self.conference.id,
            self.conference.version if version is None else version,
            Order(act, BASIS),
            now=world.now,
            calendar=world.calendar,
            settings=world.settings,
        )

    async def condition(self) -> Condition:
        return await condition_of(self.world.session, self.conference, self.world.now)

    async def open_reminders(self) -> int:
        rows = await self.world.session.scalars(select(Reminder.id).where(Reminder.state == ReminderState.OPEN))
        return len(list(rows))


@pytest.fixture
async def office(world: World) -> Office:
    return await Office(world).opens()


async def test_a_cancelled_conference_pings_nobody_and_is_told_to_each_unit(office: Office) -> None:
    assert await office.open_reminders() > 0
    done = await office.ends("cancel")
    assert done is not None
    assert (done.told, done.silent) == (1, 1)
    assert office.conference.state is ConferenceState.CANCELLED
    assert await office.condition() is Condition.CANCELLED
    assert await office.open_reminders() == 0
    said = await office.world.said(office.focal)
    assert said[-1].startswith("<b>Hủy: ")
    assert BASIS in said[-1]
    assert "thứ Năm, 10/12/2026, 07:30" in said[-1]


async def test_what_waits_of_its_invitation_does_not_leave(office: Office) -> None:
    world = office.world
    broadcast = Broadcast(conference_id=office.conference.id, kind="invitation", text="", created_at=world.now)
    broadcast.created_by, broadcast.state = office.actor.person_id, BroadcastState.SENDING
    letter, sent = (
        OutboxMessage(
            key=f"b1:{state}",
            chat_id=1,
            lane=int(Lane.BROADCAST),
            method="sendMessage",
            payload={},
            created_at=world.now,
        )
        for state in ("waiting", "sent")
    )
    sent.state = OutboxState.SENT
    await world.add(broadcast, letter, sent)
    unit = await world.unit("Sở Y tế")
    other = await world.unit("Sở Xây dựng")
    await world.add(
        Recipient(broadcast_id=broadcast.id, unit_id=unit.id, person_id=office.focal.id, outbox_id=letter.id),
        Recipient(broadcast_id=broadcast.id, unit_id=other.id, person_id=office.focal.id, outbox_id=sent.id),
    )
    await office.ends("cancel")
    for row, state in ((letter, OutboxState.CANCELLED), (sent, OutboxState.SENT)):
        await world.session.refresh(row)
        assert row.state is state


async def test_a_postponed_conference_has_no_day_and_keeps_its_people(office: Office) -> None:
    session = office.world.session
    await office.ends("postpone")
    part = await session.scalar(select(ConferenceSession))
    assert part is not None
    assert (part.day, part.precision, part.venue) == (None, "none", "Trung tâm Hội nghị tỉnh Sơn Hà")
    assert office.conference.state is ConferenceState.RUNNING
    assert await session.scalar(select(Duty.due_at)) is None
    assert await office.open_reminders() == 0
    assert (await office.world.said(office.focal))[-1].startswith("<b>Hoãn: ")
    assert await office.condition() is Condition.POSTPONED
    part.first_day = part.last_day = date(2027, 1, 20)
    await session.flush()
    assert await office.condition() is Condition.RUNNING


async def test_a_conference_whose_plan_names_no_day_is_not_postponed(office: Office) -> None:
    part = await office.world.session.scalar(select(ConferenceSession))
    assert part is not None
    part.first_day, part.last_day, part.precision = None, None, "none"
    await office.world.session.flush()
    assert await office.condition() is Condition.RUNNING


async def test_a_second_press_tells_nobody_again(office: Office) -> None:
    version = office.conference.version
    await office.ends("postpone", version)
    said = len(await office.world.said())
    assert await office.ends("postpone", version) is None
    assert len(await office.world.said()) == said


async def test_what_is_over_can_not_be_ended_again(office: Office) -> None:
    await office.ends("cancel")
    with pytest.raises(Refusal) as refused:
        await office.ends("cancel")
    assert refused.value.key == "conference_ending.over"


async def test_an_organiser_of_another_conference_may_not(office: Office) -> None:
    stranger = await office.world.actor(await office.world.organiser("Trần Văn Lâm"))
    with pytest.raises(Refusal) as refused:
        await conference_ending.preview(office.world.session, stranger, office.conference.id, Order("cancel", BASIS))
    assert refused.value.key == "access.other_conference"


async def test_a_basis_is_needed(office: Office) -> None:
    with pytest.raises(Refusal) as refused:
        await conference_ending.preview(office.world.session, office.actor, office.conference.id, Order("cancel", "x"))
    assert refused.value.key == "conference_ending.length"
