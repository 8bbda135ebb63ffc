"""Reports on duties, from taking up to accepted or returned, and who hears of it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from bot.errors import Refusal
from bot.services import duty_cards, report_decisions, reports
from bot.services.access import Actor
from bot.services.duties import compute_due
from bot.services.hand_ins import Gathered, SentFile, gathered
from bot.services.reminders import plan_conference
from bot.services.versions import Stale
from models.audit import AuditLine
from models.conferences import Conference, ConferenceState
from models.duties import Assignment, AssignmentState, Report
from models.outbox import OutboxMessage
from models.people import Person
from models.reminders import Reminder, ReminderState
from models.stored_files import StoredFile
from tests.factories import World

FILES = (SentFile("AgAD1", "Báo cáo.docx", 1200), SentFile("AgAD2", "Phụ lục.xlsx", 900))


@dataclass
class Duty:
    """A duty with its leading and its coordinating unit, and all who have to do with it."""

    world: World
    conference: Conference
    lead: Assignment
    coordinating: Assignment
    focal: Person
    helper: Person
    boss: Person

    def state(self) -> AssignmentState:
        return self.lead.state

    async def actor(self, person: Person) -> Actor:
        return await self.world.actor(person)

    async def hand_in(self) -> None:
        await reports.hand_in(
            self.world.session,
            await self.actor(self.focal),
            self.lead.id,
            self.lead.version,
            text="Gửi báo cáo",
            files=FILES,
            now=self.world.now,
        )

    async def pings(self) -> int:
        query = select(Reminder.id).where(Reminder.state == ReminderState.OPEN)
        return len(list(await self.world.session.scalars(query)))


@pytest.fixture
async def duty(world: World) -> Duty:
    boss = await world.organiser()
    conference = await world.conference(boss)
    first, second = await world.unit("Sở Nội vụ"), await world.unit("Sở Tài chính")
    row = await world.duty(conference, [first], [second])
    await compute_due(world.session, conference.id, world.calendar)
    await plan_conference(world.session, conference.id, now=world.now, calendar=world.calendar, settings=world.settings)
    parts = {a.unit_id: a for a in await world.session.scalars(select(Assignment).where(Assignment.duty_id == row.id))}
    focal, helper = await world.focal(first), await world.focal(second)
    return Duty(world, conference, parts[first.id], parts[second.id], focal, helper, boss)


async def give_back(duty: Duty, reason: str = "Thiếu số liệu") -> None:
    await report_decisions.give_back(
        duty.world.session,
        await duty.actor(duty.boss),
        duty.lead.id,
        duty.lead.version,
        reason,
        now=duty.world.now,
        calendar=duty.world.calendar,
        settings=duty.world.settings,
    )


async def accept(duty: Duty, version: int | None = None) -> None:
    shown = duty.lead.version if version is None else version
    session, actor = duty.world.session, await duty.actor(duty.boss)
    await report_decisions.accept(session, actor, duty.lead.id, shown, now=duty.world.now)


async def test_taken_up_handed_in_accepted(world: World, duty: Duty) -> None:
    actor = await duty.actor(duty.focal)
    await reports.acknowledge(world.session, actor, duty.lead.id, 1, now=world.now)
    assert duty.state() is AssignmentState.ACKNOWLEDGED
    assert await duty.pings() > 0
    await duty.hand_in()
    assert duty.state() is AssignmentState.HANDED_IN
    assert await duty.pings() == 0
    await accept(duty)
    assert duty.state() is AssignmentState.ACCEPTED
    assert set(await world.session.scalars(select(Report.decision))) == {"accepted"}
    (told,) = await world.said(duty.focal)
    assert "đã được chấp nhận" in told
    actions = list(await world.session.scalars(select(AuditLine.action).order_by(AuditLine.id)))
    assert actions == ["acknowledge", "hand_in", "accept"]


async def test_organisers_get_the_files_and_the_buttons_on_the_last(world: World, duty: Duty) -> None:
    await duty.hand_in()
    query = select(OutboxMessage).where(OutboxMessage.chat_id == duty.boss.telegram_id).order_by(OutboxMessage.id)
    first, last = await world.session.scalars(query)
    assert [first.method, last.method] == ["sendDocument", "sendDocument"]
    stored = list(await world.session.scalars(select(StoredFile).order_by(StoredFile.id)))
    assert [file.telegram_file_id for file in stored] == ["AgAD1", "AgAD2"]
    assert [first.payload["file_id"], last.payload["file_id"]] == [file.id for file in stored]
    assert "buttons" not in first.payload
    assert last.payload["buttons"][0][0]["callback_data"] == f"duty.accept:{duty.lead.id}:{duty.lead.version}"
    assert "Gửi báo cáo" in last.payload["text"]


async def test_returned_is_owed_again_with_its_reason(world: World, duty: Duty) -> None:
    planned = await duty.pings()
    await duty.hand_in()
    await give_back(duty)
    assert duty.state() is AssignmentState.RETURNED
    assert await duty.pings() == planned
    assert "Lý do: Thiếu số liệu" in (await world.said(duty.focal))[-1]
    card = await duty_cards.unit_card(world.session, await duty.actor(duty.focal), duty.lead.id, now=world.now)
    assert card.reason == "Thiếu số liệu"
    await duty.hand_in()
    await accept(duty)
    decided = await world.session.execute(select(Report.decision, Report.reason).order_by(Report.id))
    assert [tuple(row) for row in decided] == [("returned", "Thiếu số liệu")] * 2 + [("accepted", None)] * 2


async def test_a_second_press_does_nothing(world: World, duty: Duty) -> None:
    await duty.hand_in()
    seen = duty.lead.version
    await accept(duty)
    said = len(await world.said())
    with pytest.raises(Stale):
        await accept(duty, seen)
    with pytest.raises(Refusal, match="not_now"):
        await accept(duty)
    assert len(await world.said()) == said


async def test_more_can_be_handed_in_before_the_decision(world: World, duty: Duty) -> None:
    await duty.hand_in()
    seen = duty.lead.version
    await duty.hand_in()
    with pytest.raises(Stale):
        await accept(duty, seen)


async def test_a_coordinating_unit_notes_progress_but_does_not_close(world: World, duty: Duty) -> None:
    actor = await duty.actor(duty.helper)
    await reports.note_progress(world.session, actor, duty.coordinating.id, "Đã gửi số liệu", now=world.now)
    with pytest.raises(Refusal, match="not_lead"):
        await reports.acknowledge(world.session, actor, duty.coordinating.id, 1, now=world.now)
    with pytest.raises(Refusal, match="not_lead"):
        await reports.hand_in(world.session, actor, duty.coordinating.id, 1, text="x", files=(), now=world.now)
    with pytest.raises(Refusal, match="other_unit"):
        await reports.note_progress(world.session, actor, duty.lead.id, "x", now=world.now)
    card = await duty_cards.unit_card(world.session, actor, duty.coordinating.id, now=world.now)
    assert [lead.state for lead in card.leads] == ["open"]
    assert [report.text for report in card.reports] == ["Đã gửi số liệu"]


async def test_recorded_for_a_unit_that_told_it_by_phone(world: World, duty: Duty) -> None:
    source = "Bà Mai, điện thoại 9 giờ ngày 23/11"
    boss = await duty.actor(duty.boss)
    with pytest.raises(Refusal, match="text_only"):
        await report_decisions.accept_for(world.session, boss, duty.lead.id, 1, "", now=world.now)
    await report_decisions.accept_for(world.session, boss, duty.lead.id, 1, source, now=world.now)
    assert duty.state() is AssignmentState.ACCEPTED
    assert await duty.pings() == 0
    assert source in (await world.said(duty.focal))[-1]
    with pytest.raises(Refusal, match="not_now"):
        await report_decisions.accept_for(world.session, boss, duty.lead.id, 2, source, now=world.now)


async def test_only_organisers_decide_and_only_while_it_runs(world: World, duty: Duty) -> None:
    await duty.hand_in()
    other = await duty.actor(await world.organiser("Đỗ Thị Lan"))
    with pytest.raises(Refusal, match="other_conference"):
        await report_decisions.accept(world.session, other, duty.lead.id, duty.lead.version, now=world.now)
    with pytest.raises(Refusal, match="denied"):
        await report_decisions.accept(
            world.session, await duty.actor(duty.focal), duty.lead.id, duty.lead.version, now=world.now
        )
    duty.conference.state = ConferenceState.CLOSED
    with pytest.raises(Refusal, match="not_running"):
        await accept(duty)


async def test_files_go_to_the_unit_and_its_organisers_only(world: World, duty: Duty) -> None:
    await duty.hand_in()
    for person in (duty.focal, duty.boss):
        assert len(await duty_cards.files(world.session, await duty.actor(person), duty.lead.id, now=world.now)) == 2
    with pytest.raises(Refusal):
        await duty_cards.files(world.session, await duty.actor(duty.helper), duty.lead.id, now=world.now)


async def test_nothing_is_no_result(world: World, duty: Duty) -> None:
    actor = await duty.actor(duty.focal)
    with pytest.raises(Refusal, match="empty"):
        await reports.hand_in(world.session, actor, duty.lead.id, 1, text=None, files=(), now=world.now)


def test_what_is_gathered_survives_the_dialog_row() -> None:
    so_far = Gathered(11, 3, "Báo cáo").with_text("Phần một").with_file(FILES[0]).with_text("Phần hai")
    assert gathered(so_far.data()) == so_far
    assert so_far.text == "Phần một\nPhần hai"


def test_too_much_is_refused() -> None:
    full = Gathered(11, 3, "Báo cáo", files=FILES * 5)
    with pytest.raises(Refusal, match="too_many_files"):
        full.with_file(FILES[0])
    with pytest.raises(Refusal, match="too_long"):
        full.with_text("x" * 3501)
