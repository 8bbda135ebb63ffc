"""A new version of a running plan: only what changes changes, only those concerned are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.errors import Refusal
from bot.messages.plan_updates import Update, Updated
from bot.services import plan_decisions, plan_units, plan_updates
from models.conferences import Conference, ConferenceSession, ConferenceState
from models.delegates import Delegate
from models.duties import Assignment, AssignmentState, Duty
from models.invitations import Answer, Invitation
from models.invitees import InviteeGroup, Place
from models.plans import Plan, PlanState, UnitLinkState
from models.reminders import Reminder, ReminderState
from models.units import Unit
from tests.plan_examples import reading
from tests.services.plan_office import Office, office

__all__ = ["office"]


@dataclass
class Running:
    """A running conference whose units have focal persons."""

    office: Office
    conference: Conference

    async def version(self, changed: dict[str, Any]) -> Plan:
        """Send a new version that reads as `changed`."""
        plan = await self.office.sends(b"a new version")
        plan.reading = changed
        await plan_units.match(self.office.session, plan, now=self.office.world.now)
        return await plan_updates.begin(self.office.session, self.office.actor, plan.id, self.conference.id)

    async def preview(self, plan: Plan) -> Update:
        world = self.office.world
        return await plan_updates.preview(
            world.session, self.office.actor, plan, 0, now=world.now, calendar=world.calendar, settings=world.settings
        )

    async def apply(self, plan: Plan, version: int | None = None) -> Updated | None:
        world = self.office.world
        return await plan_updates.apply(
            world.session,
            self.office.actor,
            plan,
            self.conference.version if version is None else version,
            now=world.now,
            calendar=world.calendar,
            settings=world.settings,
        )

    async def duty(self, words: str) -> Duty:
        found = await self.office.session.scalar(select(Duty).where(Duty.text.contains(words)))
        assert found is not None
        return found

    async def part(self, words: str, unit: str) -> Assignment:
        query = select(Assignment).join(Unit, Unit.id == Assignment.unit_id).join(Duty, Duty.id == Assignment.duty_id)
        found = await self.office.session.scalar(query.where(Unit.name == unit, Duty.text.contains(words)))
        assert found is not None
        return found

    async def unit(self, name: str) -> Unit:
        found = await self.office.session.scalar(select(Unit).where(Unit.name == name))
        assert found is not None
        return found


@pytest.fixture
async def running(office: Office) -> Running:
    conference = await office.confirms(await office.sends())
    return Running(office, conference)


def version(**changes: Any) -> dict[str, Any]:
    """Return the example as a second version would read."""
    return reading(**changes)


async def test_the_same_words_change_nothing_and_tell_nobody(running: Running) -> None:
    plan = await running.version(version())
    shown = await running.preview(plan)
    assert (shown.changes, shown.units) == ((), 0)
    assert "plan.apply" not in str(shown.render("vi").rows)


async def test_a_later_deadline_is_told_to_its_units_only(running: Running) -> None:
    world = running.office.world
    people = {name: await world.focal(await running.unit(name)) for name in ("Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp")}
    changed = version()
    changed["duties"][0]["deadline"]["absolute"] = "2026-12-02"
    changed["duties"][0]["deadline_words"] = "trước ngày 02/12/2026"
    plan = await running.version(changed)
    shown = await running.preview(plan)
    assert len(shown.changes) == 1
    assert shown.units == 2
    before = (await running.duty("Xây dựng tài liệu")).due_at
    done = await running.apply(plan)
    assert done is not None
    assert (done.told, done.silent) == (2, 0)
    after = (await running.duty("Xây dựng tài liệu")).due_at
    assert before is not None
    assert after is not None
    assert after > before
    assert "02/12/2026" in (await world.said(people["Sở Nội vụ"]))[-1]
    assert "Sửa nhiệm vụ" in (await world.said(people["Sở Tài chính"]))[-1]
    assert await world.said(people["Sở Tư pháp"]) == []


async def test_the_pings_follow_the_new_deadline(running: Running) -> None:
    changed = version()
    changed["duties"][0]["deadline"]["absolute"] = "2026-12-02"
    part = await running.part("Xây dựng tài liệu", "Sở Nội vụ")
    await running.apply(await running.version(changed))
    query = select(Reminder).where(Reminder.assignment_id == part.id, Reminder.rule == "day")
    rows = {row.state: row.due_at.date() for row in await running.office.session.scalars(query)}
    assert rows == {ReminderState.CANCELLED: date(2026, 11, 26), ReminderState.OPEN: date(2026, 12, 1)}


async def test_a_moved_session_is_told_to_all(running: Running) -> None:
    world = running.office.world
    person = await world.focal(await running.unit("Sở Tư pháp"))
    changed = version()
    changed["sessions"][0] |= {"window": ["2026-12-16", "2026-12-16"], "venue": "Hội trường tỉnh Sơn Hà"}
    shown = await running.preview(plan := await running.version(changed))
    invited = len(list(await world.session.scalars(select(Invitation.id))))
    assert shown.units == invited
    await running.apply(plan)
    part = await world.session.scalar(select(ConferenceSession))
    assert part is not None
    assert (part.day, part.venue) == (date(2026, 12, 16), "Hội trường tỉnh Sơn Hà")
    said = (await world.said(person))[-1]
    assert "thứ Tư, 16/12/2026" in said
    assert "Hội trường tỉnh Sơn Hà" in said


async def test_a_new_unit_gets_its_places_and_an_invitation(running: Running) -> None:
    changed = version()
    changed["invitee_groups"][0]["units"] = ["Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính"]
    plan = await running.version(changed)
    await running.apply(plan)
    unit = await running.unit("Sở Tài chính")
    place = await running.office.session.scalar(select(Place).where(Place.unit_id == unit.id))
    assert place is not None
    assert place.seats == 2


async def test_a_unit_that_is_dropped_goes_unless_it_entered_people(running: Running) -> None:
    session = running.office.session
    unit = await running.unit("Sở Tư pháp")
    changed = version()
    changed["invitee_groups"][0]["units"] = ["Sở Nội vụ"]
    changed["duties"][1]["lead"] = ["Sở Nội vụ"]
    await running.apply(await running.version(changed))
    assert await session.scalar(select(Place).where(Place.unit_id == unit.id)) is None
    assert await session.scalar(select(Invitation).where(Invitation.unit_id == unit.id)) is None


async def test_people_of_a_dropped_unit_stay_and_the_organiser_is_told(running: Running) -> None:
    world, session = running.office.world, running.office.session
    unit = await running.unit("Sở Tư pháp")
    focal = await world.focal(unit)
    group = await session.scalar(select(InviteeGroup).where(InviteeGroup.place == 0))
    invitation = await session.scalar(select(Invitation).where(Invitation.unit_id == unit.id))
    assert group is not None
    assert invitation is not None
    invitation.answer = Answer.ATTENDING
    delegate = Delegate(conference_id=running.conference.id, unit_id=unit.id, group_id=group.id)
    delegate.full_name, delegate.person_key, delegate.mode = "Đỗ Văn Tâm", "do van tam", "in_person"
    delegate.entered_by, delegate.entered_at = focal.id, world.now
    await world.add(delegate)
    changed = version()
    del changed["invitee_groups"][0]
    done = await running.apply(await running.version(changed))
    assert done is not None
    assert done.over == (("Sở Tư pháp", 1),)
    assert await session.scalar(select(Delegate.full_name)) == "Đỗ Văn Tâm"
    await session.refresh(group)
    assert group.dropped_at == world.now
    assert (await running.preview(await running.version(changed))).changes == ()


async def test_a_duty_that_is_done_stays_done(running: Running) -> None:
    part = await running.part("Bố trí kinh phí", "Sở Tài chính")
    part.state = AssignmentState.ACCEPTED
    changed = version()
    changed["duties"][2]["text"] = "Bố trí kinh phí tổ chức Hội nghị từ nguồn ngân sách tỉnh"
    await running.apply(await running.version(changed))
    assert (await running.part("nguồn ngân sách tỉnh", "Sở Tài chính")).state is AssignmentState.ACCEPTED


async def test_a_dropped_duty_is_withdrawn_and_told(running: Running) -> None:
    world = running.office.world
    person = await world.focal(await running.unit("Sở Tài chính"))
    changed = version()
    del changed["duties"][2]
    await running.apply(await running.version(changed))
    assert (await running.part("Bố trí kinh phí", "Sở Tài chính")).state is AssignmentState.WITHDRAWN
    assert "Bỏ nhiệm vụ" in (await world.said(person))[-1]


async def test_what_was_done_is_told_in_the_words_of_the_preview(running: Running) -> None:
    world, invited = running.office.world, "Sở Tư pháp"
    person = await world.focal(await running.unit(invited))
    changed = version()
    changed["sessions"][0] |= {"window": ["2026-12-16", "2026-12-16"], "venue": "Hội trường tỉnh Sơn Hà"}
    changed["duties"][2]["text"] = "Bố trí kinh phí tổ chức Hội nghị từ nguồn ngân sách tỉnh"
    changed["chair"] = {"name": "Lê Văn Toàn", "position": "Phó Chủ tịch"}
    changed["agenda"] = changed["agenda"][:1]
    plan = await running.version(changed)
    shown = (await running.preview(plan)).render("vi").text
    done = await running.apply(plan)
    assert done is not None
    told = done.render("vi").text
    bold = [line for line in told.splitlines()[2:] if line.startswith("<b>")]
    assert len(bold) == 6  # one duty counts its days from the session that moves
    assert f"Đã áp dụng: {len(bold)} thay đổi" in told
    assert f"Số thay đổi: <b>{len(bold)}</b>" in shown
    assert [line for line in bold if line not in shown] == []
    said = (await world.said(person))[-1]
    assert "Đổi chủ trì" in said
    assert "Chương trình" in said


async def test_a_second_press_changes_nothing(running: Running) -> None:
    changed = version()
    del changed["duties"][2]
    plan = await running.version(changed)
    seen = running.conference.version
    assert await running.apply(plan, seen) is not None
    plan.state = PlanState.DRAFT
    assert await running.apply(plan, seen) is None


async def test_a_preview_writes_nothing(running: Running) -> None:
    session = running.office.session
    changed = version()
    changed["duties"][2]["lead"] = ["Trung tâm Xúc tiến tỉnh Sơn Hà"]
    plan = await running.version(changed)
    units = len(list(await session.scalars(select(Unit.id))))
    shown = await running.preview(plan)
    assert "Trung tâm Xúc tiến tỉnh Sơn Hà" in shown.render("vi").text
    assert len(list(await session.scalars(select(Unit.id)))) == units


async def test_the_old_version_is_kept_as_replaced(running: Running) -> None:
    old = running.conference.plan_id
    plan = await running.version(version(number="60/KH-UBND"))
    await running.apply(plan)
    assert old is not None
    assert (await running.office.session.get_one(Plan, old)).state is PlanState.REPLACED
    assert (running.conference.plan_id, running.conference.number) == (plan.id, "60/KH-UBND")


async def test_a_conference_that_is_over_takes_no_new_version(running: Running) -> None:
    plan = await running.version(version())
    running.conference.state = ConferenceState.CLOSED
    with pytest.raises(Refusal) as refused:
        await running.preview(plan)
    assert refused.value.key == "plan_updates.not_running"


async def test_what_was_decided_of_names_is_not_asked_again(office: Office) -> None:
    first = await office.sends()
    group, skipped = "UBND các xã, phường", await office.name(first, "Sở Tư pháp")
    members = (
        await plan_decisions.accept(
            office.session, office.actor, (await office.name(first, group)).id, now=office.world.now
        )
    ).unit_ids
    await plan_decisions.skip(office.session, office.actor, skipped.id, now=office.world.now)
    running = Running(office, await office.confirms(first))
    plan = await running.version(version())
    row = await office.name(plan, group)
    assert (row.open, row.unit_ids) == (False, members)
    assert (await office.name(plan, skipped.name)).state is UnitLinkState.SKIPPED
    shown = await running.preview(plan)
    assert (shown.changes, shown.units) == ((), 0)


async def test_a_group_that_has_grown_since_is_asked_again(office: Office) -> None:
    first = await office.sends()
    group = await office.name(first, "UBND các xã, phường")
    await plan_decisions.accept(office.session, office.actor, group.id, now=office.world.now)
    running = Running(office, await office.confirms(first))
    await office.world.unit("Ủy ban nhân dân xã Cát Thành", kind="commune", level="commune")
    row = await office.name(await running.version(version()), group.name)
    assert (row.open, len(row.candidates)) == (True, len(group.candidates) + 1)
