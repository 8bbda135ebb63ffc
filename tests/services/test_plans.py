"""A plan from its file to the conference, on real tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.services import (
    conference_cards,
    plan_confirming,
    plan_decisions,
    plan_edits,
    plan_unit_lists,
    plan_units,
    plans,
)
from bot.services.plan_facts import Fact
from models.conferences import ConferenceSession
from models.duties import Assignment, Duty, Part
from models.invitations import Invitation
from models.invitees import InviteeGroup, Place
from models.jobs import Job
from models.plans import Plan, PlanState, PlanUnit, UnitLinkState
from models.stored_files import StoredFile
from models.units import Unit
from tests.factories import World
from tests.plan_examples import reading
from tests.services.plan_office import Office, office, work

__all__ = ["office"]


async def count(session: Session, table: Any) -> int:
    return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_a_file_is_read_and_its_units_are_matched(office: Office) -> None:
    plan = await office.sends()
    assert plan.state is PlanState.DRAFT
    states = {row.name: row.state for row in await plan_units.units_of(office.session, plan.id)}
    assert states == {
        "Sở Nội vụ": UnitLinkState.LINKED,
        "Sở Tư pháp": UnitLinkState.LINKED,
        "Sở Tài chính": UnitLinkState.LINKED,
        "Ban Chỉ đạo cải cách hành chính tỉnh": UnitLinkState.NEW,
        "UBND các xã, phường": UnitLinkState.GROUP,
        "các cơ quan, đơn vị thuộc thành phần tham dự": UnitLinkState.INVITED,
        "các cơ quan, đơn vị liên quan": UnitLinkState.ASKED,
    }
    assert "58/KH-UBND" in (await office.world.said(office.person))[-1]


async def test_a_big_file_is_refused_before_any_download(office: Office) -> None:
    with pytest.raises(Refusal, match="too_big"):
        await plans.receive(
            office.session, office.actor, "a.pdf", 21_000_000, "F", now=office.world.now, settings=office.world.settings
        )
    assert await count(office.session, Job) == 0


async def test_a_file_that_cannot_be_read_gets_one_sentence_and_is_not_kept(office: Office) -> None:
    plan = await office.sends(b"")
    assert plan.state is PlanState.UNREADABLE
    assert await count(office.session, StoredFile) == 0
    assert len(await office.world.said(office.person)) == 1


async def test_forgetting_deletes_file_reading_and_names(office: Office) -> None:
    plan = await office.sends()
    await plans.forget(office.session, office.actor, plan.id, now=office.world.now)
    assert (plan.state, plan.reading, plan.file_id) == (PlanState.FORGOTTEN, None, None)
    assert await count(office.session, StoredFile) == await count(office.session, PlanUnit) == 0
    with pytest.raises(Refusal, match="gone"):
        await plans.draft_of(office.session, office.actor, plan.id)


async def test_a_plan_forgotten_while_it_is_read_stays_forgotten(office: Office) -> None:
    world = office.world
    plan = await plans.receive(office.session, office.actor, "a.txt", 4, "F", now=world.now, settings=world.settings)
    job = await office.session.scalar(select(Job))
    assert job is not None
    await plans.forget(office.session, office.actor, plan.id, now=world.now)
    await work(office.session, job, b"plan", world)
    assert plan.state is PlanState.FORGOTTEN
    assert await world.said(office.person) == []


async def test_the_same_file_again_shows_the_draft_at_hand(office: Office) -> None:
    first, second = await office.sends(), await office.sends()
    assert (first.state, second.state) == (PlanState.DRAFT, PlanState.FORGOTTEN)
    assert await count(office.session, StoredFile) == 1


async def test_a_confirmed_plan_sent_again_offers_its_conference(office: Office) -> None:
    plan = await office.sends()
    conference = await office.confirms(plan)
    again = await office.sends()
    known = await plans.known_conference(office.session, office.actor, again)
    assert known == (conference, True)
    amended = await office.sends(b"amended")
    assert await plans.known_conference(office.session, office.actor, amended) == (conference, False)
    other = await office.world.actor(await office.world.organiser("Đỗ Thị Lan"))
    assert await plans.known_conference(office.session, other, amended) is None
    assert await plans.run_by_others(office.session, other, amended)
    assert not await plans.run_by_others(office.session, office.actor, amended)


async def test_another_organiser_may_not_touch_a_draft(office: Office) -> None:
    plan = await office.sends()
    other = await office.world.actor(await office.world.organiser("Đỗ Thị Lan"))
    with pytest.raises(Refusal, match="other_person"):
        await plans.forget(office.session, other, plan.id, now=office.world.now)
    focal = await office.world.actor(await office.world.person())
    with pytest.raises(Refusal, match="denied"):
        await office.sends(actor=focal)


async def test_a_correction_matches_new_names_and_drops_old_ones(office: Office) -> None:
    plan = await office.sends()
    world = office.world
    await plan_edits.correct_fact(
        office.session,
        office.actor,
        plan.id,
        Fact("d", 2, "coordinating"),
        "Sở Tư phap; Trường Chính trị Sơn Hà",
        now=world.now,
        calendar=world.calendar,
    )
    names = {row.name for row in await plan_units.units_of(office.session, plan.id)}
    assert {"Sở Tư phap", "Trường Chính trị Sơn Hà"} <= names
    assert "các cơ quan, đơn vị liên quan" not in names
    assert plan.version == 2


async def test_what_the_organiser_decided_stays_when_names_are_matched_again(office: Office) -> None:
    plan = await office.sends()
    linked = await office.name(plan, "Sở Tư pháp")
    await plan_decisions.skip(office.session, office.actor, linked.id, now=office.world.now)
    group = await office.name(plan, "UBND các xã, phường")
    left_out, kept = group.candidates
    await plan_decisions.turn_member(office.session, office.actor, group.id, left_out, now=office.world.now)
    await plan_units.match(office.session, plan, now=office.world.now)
    assert linked.state is UnitLinkState.SKIPPED
    assert group.unit_ids == [kept]
    await plan_decisions.decide_again(office.session, office.actor, linked.id, now=office.world.now)
    assert (linked.state, linked.decided) == (UnitLinkState.LINKED, False)


async def test_an_empty_group_cannot_be_accepted(world: World) -> None:
    person = await world.organiser()
    office = Office(world, person, await world.actor(person))
    plan = await office.sends()
    group = await office.name(plan, "UBND các xã, phường")
    with pytest.raises(Refusal, match="nobody"):
        await plan_decisions.accept(office.session, office.actor, group.id, now=world.now)
    shown = await plan_unit_lists.list_of(office.session, plan, 0, now=world.now)
    assert "/units" in shown.render("vi").text


async def test_a_registry_imported_later_links_what_was_to_be_made(office: Office) -> None:
    plan = await office.sends()
    await office.world.unit("Ban Chỉ đạo cải cách hành chính tỉnh", kind="board")
    await plan_units.match(office.session, plan, now=office.world.now)
    assert (await office.name(plan, "Ban Chỉ đạo cải cách hành chính tỉnh")).state is UnitLinkState.LINKED


async def decided(office: Office, plan: Plan) -> None:
    """Accept the group of communes and skip what is not clear."""
    group = await office.name(plan, "UBND các xã, phường")
    await plan_decisions.accept(office.session, office.actor, group.id, now=office.world.now)
    open_ = await office.name(plan, "các cơ quan, đơn vị liên quan")
    await plan_decisions.skip(office.session, office.actor, open_.id, now=office.world.now)


async def test_confirming_makes_the_conference(office: Office) -> None:
    plan = await office.sends()
    await decided(office, plan)
    conference = await office.confirms(plan)
    session = office.session
    assert conference.title == "Hội nghị đánh giá công tác cải cách hành chính năm 2026"
    assert [row["content"] for row in conference.agenda] == ["Đón tiếp đại biểu", "Báo cáo <tóm tắt>"]
    meeting = await session.scalar(select(ConferenceSession))
    assert meeting is not None
    assert (str(meeting.day), str(meeting.start_time), meeting.delegates_max) == ("2026-12-10", "07:30:00", 158)
    assert await count(session, Invitation) == 6  # three departments, two communes, the steering committee
    assert (await session.scalar(select(Unit).where(Unit.name.like("Ban Chỉ đạo%")))) is not None
    assert plan.state is PlanState.CONFIRMED
    with pytest.raises(Refusal, match="already_confirmed"):
        await office.confirms(plan)


async def test_places_come_from_the_quotas(office: Office) -> None:
    plan = await office.sends()
    await decided(office, plan)
    await office.confirms(plan)
    query = select(InviteeGroup.place, Place.seats).join(Place, Place.group_id == InviteeGroup.id)
    rows = await office.session.execute(query.order_by(InviteeGroup.place, Place.id))
    assert [tuple(row) for row in rows] == [(0, 2), (0, 2), (1, 25), (2, None), (2, None)]


async def test_duties_go_to_the_units_that_the_names_mean(office: Office) -> None:
    plan = await office.sends()
    await decided(office, plan)
    conference = await office.confirms(plan)
    duties = list(await office.session.scalars(select(Duty).order_by(Duty.place)))
    assert [(d.deadline_words, d.section) for d in duties] == [
        ("trước ngày 27/11/2026", "VI.2"),
        ("trước 5 ngày tổ chức", "VI.6"),
        (None, "VI.4"),
    ]
    parts = [
        sorted((await office.session.execute(select(Assignment.part).where(Assignment.duty_id == d.id))).scalars())
        for d in duties
    ]
    assert parts == [[Part.COORDINATING, Part.LEAD], [Part.LEAD] * 5, [Part.LEAD]]
    assert duties[0].due_at is not None
    assert conference.lists_due == duties[1].due_at


async def test_names_that_are_not_decided_mean_nobody(office: Office) -> None:
    plan = await office.sends()
    draft = await plans.shown(office.session, plan)
    assert plan_confirming.gaps(draft, date(2026, 11, 10)) == ("units", "checks")
    assert "past" in plan_confirming.gaps(draft, date(2030, 1, 1))
    await office.confirms(plan)
    assert await count(office.session, Invitation) == 4


async def test_what_was_taken_out_is_not_made(office: Office) -> None:
    plan = await office.sends()
    for part, item in (("d", 0), ("g", 1), ("a", 0)):
        await plan_edits.turn_item(office.session, office.actor, plan.id, part, item, now=office.world.now)
    conference = await office.confirms(plan)
    assert len(conference.agenda) == 1
    assert await count(office.session, Duty) == await count(office.session, InviteeGroup) == 2
    assert (await office.session.scalar(select(Unit).where(Unit.name.like("Ban Chỉ đạo%")))) is None


async def test_two_spellings_of_a_new_unit_make_one(office: Office) -> None:
    plan = await office.sends()
    spellings = ["VP UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh Sơn Hà"]
    changed = reading()
    changed["duties"][0]["lead"], changed["duties"][2]["lead"] = [spellings[0]], [spellings[1]]
    plan.reading = changed
    await plan_units.match(office.session, plan, now=office.world.now)
    await office.confirms(plan)
    assert len(list(await office.session.scalars(select(Unit).where(Unit.kind == "office")))) == 1


async def test_the_card_counts(office: Office) -> None:
    plan = await office.sends()
    await decided(office, plan)
    conference = await office.confirms(plan)
    card = await conference_cards.card_of(office.session, office.actor, conference.id, now=office.world.now)
    assert (card.groups, card.units, card.joined, card.duties, card.dated) == (3, 6, 0, 3, 2)
    stranger = replace(office.actor, person_id=99)
    with pytest.raises(Refusal, match="other_conference"):
        await conference_cards.card_of(office.session, stranger, conference.id, now=office.world.now)
