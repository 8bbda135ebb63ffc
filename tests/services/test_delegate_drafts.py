"""Drafts: what is pasted is checked, ticked and taken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import Refusal
from bot.language.people import read_delegates
from bot.messages.delegate_drafts import DraftPage
from bot.messages.questions import Question
from bot.services import delegate_drafts, delegate_entry, delegate_pages, draft_review
from bot.services.conferences import sessions_of
from bot.services.delegate_drafts import Draft, draft_of
from tests.factories import World
from tests.services.test_delegates import NAMES, Scene, scene_of

PASTED = """1. Ông Trần Văn Sơn; Phó Giám đốc; 0900 000 102
2. Vũ Thu Hương
3. Lý Minh Khang; Chánh Văn phòng
4. Đỗ Thị Lan; Giám đốc"""


@pytest.fixture
async def scene(world: World) -> Scene:
    return await scene_of(world)


async def pasted(scene: Scene, text: str = PASTED) -> Draft:
    world = scene.world
    draft = await delegate_entry.begin(
        world.session, scene.actor, scene.conference.id, scene.unit.id, number=77, now=world.now
    )
    return await draft_review.more(world.session, draft, read_delegates(text), most=200)


async def page_of(scene: Scene, draft: Draft) -> DraftPage:
    page = await delegate_pages.draft_screen(scene.world.session, draft, now=scene.world.now)
    assert isinstance(page, DraftPage)
    return page


async def test_lines_are_shown_back_with_what_is_wrong(scene: Scene) -> None:
    page = await page_of(scene, await pasted(scene))
    assert [(line.person.full_name, line.chosen, line.findings) for line in page.lines] == [
        ("Trần Văn Sơn", True, ()),
        ("Vũ Thu Hương", None, ("missing_office",)),
        ("Lý Minh Khang", True, ()),
        ("Đỗ Thị Lan", False, ("no_seat",)),
    ]
    assert page.lines[0].person.phone == "+84900000102"


async def test_ticked_lines_are_taken_and_nothing_before(scene: Scene) -> None:
    draft = await pasted(scene)
    assert await scene.names() == []
    outcome, bad = await draft_review.take(scene.world.session, scene.actor, draft, now=scene.world.now)
    assert (len(outcome.delegates), bad) == (2, 1)
    assert await scene.names() == ["Trần Văn Sơn", "Lý Minh Khang"]


async def test_a_tick_needs_a_seat(scene: Scene) -> None:
    session, draft = scene.world.session, await pasted(scene)
    with pytest.raises(Refusal, match="no_seat_for_more"):
        await draft_review.pick(session, draft, 3)
    with pytest.raises(Refusal, match="old_button"):
        await draft_review.pick(session, draft, 1)
    draft = await draft_review.pick(session, await draft_review.pick(session, draft, 0), 3)
    assert draft.chosen == (2, 3)


async def test_mended_lines_come_in_the_place_of_the_bad_ones(scene: Scene) -> None:
    draft = await pasted(scene)
    again = await draft_review.more(
        scene.world.session, draft, read_delegates("Vũ Thu Hương; Chánh Thanh tra"), most=200
    )
    assert [line.full_name for line in again.lines] == ["Trần Văn Sơn", "Lý Minh Khang", NAMES[0], "Vũ Thu Hương"]


async def test_another_units_delegate_is_not_ticked_and_the_unit_not_named(scene: Scene) -> None:
    world = scene.world
    other = await world.unit("Sở Y tế")
    await world.group(scene.conference, [other])
    theirs = await world.actor(await world.focal(other))
    mine = scene.actor, scene.unit
    scene.actor, scene.unit = theirs, other
    draft = await pasted(scene, "Trần Văn Sơn; Phó Giám đốc")
    await draft_review.take(world.session, theirs, draft, now=world.now)
    scene.actor, scene.unit = mine
    page = await page_of(scene, await pasted(scene))
    assert (page.lines[0].chosen, page.lines[0].findings) == (False, ("elsewhere",))
    assert "Sở Y tế" not in page.render("vi").text


async def test_a_draft_survives_the_dialogs_table(scene: Scene) -> None:
    draft = replace(await pasted(scene), chosen=(0, 2), replaces=(5, 1), mode="online")
    assert draft_of(draft.data(), 77) == draft
    with pytest.raises(Refusal, match=r"delegate_drafts\.gone"):
        draft_of(draft.data(), 78)
    with pytest.raises(Refusal, match=r"delegate_drafts\.gone"):
        draft_of({})


async def test_group_and_mode_are_asked_only_where_they_are_open(scene: Scene) -> None:
    world = scene.world
    other = await world.group(scene.conference, [scene.unit])
    other.mode = "hybrid"
    (part,) = await sessions_of(world.session, scene.conference.id)
    part.modes = ["in_person", "online"]
    draft = await pasted(scene)
    asked = await delegate_pages.draft_screen(world.session, draft, now=world.now)
    assert isinstance(asked, Question)
    assert asked.key == "delegate_drafts.ask_group"
    assert [choice.name for choice in asked.choices] == ["Lãnh đạo các sở, ban, ngành tỉnh"] * 2 + [""]
    await page_of(scene, replace(draft, group_id=scene.group.id))
    draft = replace(draft, group_id=other.id)
    asked = await delegate_pages.draft_screen(world.session, draft, now=world.now)
    assert isinstance(asked, Question)
    assert asked.key == "delegate_drafts.ask_mode"
    page = await page_of(scene, replace(draft, mode="online"))
    assert {line.person.mode for line in page.lines} == {"online"}


async def test_too_many_lines_and_none_are_refused(scene: Scene) -> None:
    with pytest.raises(Refusal, match="too_many"):
        await draft_review.more(scene.world.session, await pasted(scene), read_delegates(PASTED), most=5)
    with pytest.raises(Refusal, match="nothing_read"):
        await pasted(scene, "  \n")


async def test_the_replaced_persons_seat_is_free_for_who_comes(scene: Scene) -> None:
    world = scene.world
    first, _ = (await scene.enter(0, 1)).delegates
    draft, _ = await delegate_entry.begin_replacing(
        world.session, scene.actor, first.id, first.version, number=78, now=world.now
    )
    with pytest.raises(Refusal, match="only_one"):
        delegate_drafts.with_lines(draft, read_delegates(PASTED), most=200)
    draft = await draft_review.more(world.session, draft, read_delegates("Lý Minh Khang; Chánh Văn phòng"), most=200)
    page = await page_of(scene, draft)
    assert (page.replaces, page.lines[0].chosen) == (NAMES[0], True)
    await draft_review.take(world.session, scene.actor, draft, now=world.now)
    assert await scene.names() == [NAMES[1], "Lý Minh Khang"]


async def test_the_last_list_is_copied_without_those_who_are_entered(scene: Scene) -> None:
    world = scene.world
    await scene.enter(0, 1)
    first, scene.conference = scene.conference, await world.conference(scene.organiser, title="Hội nghị tổng kết")
    scene.group = await world.group(scene.conference, [scene.unit])
    await scene.enter(1)
    assert first.id != scene.conference.id
    draft = await delegate_entry.begin(
        world.session, scene.actor, scene.conference.id, scene.unit.id, number=79, now=world.now
    )
    draft = await delegate_entry.copied(world.session, draft)
    assert [line.full_name for line in draft.lines] == [NAMES[0]]


@pytest.mark.parametrize("text", ["Trần Văn Sơn", "Ông Trần Văn Sơn"])
def test_a_single_name_begins_the_steps(text: str) -> None:
    assert delegate_drafts.only_a_name(read_delegates(text))
    assert not delegate_drafts.only_a_name(read_delegates(f"{text}; Giám đốc"))
