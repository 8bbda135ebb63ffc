"""Reading a sent list, drawing the list of a conference."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal, Unreadable
from bot.language.people import read_delegates
from bot.services import delegate_entry, delegate_files
from bot.services.delegate_drafts import Draft, draft_of
from bot.services.delegate_files import ExportDelegates, ReadDelegates
from bot.services.dialogs import leave, set_step, step_of
from bot.services.jobs import Tools
from models.jobs import Job
from models.stored_files import StoredFile
from tests.factories import World
from tests.services.test_delegates import NAMES, Scene, scene_of


@pytest.fixture
async def scene(world: World) -> Scene:
    return await scene_of(world)


async def asked(scene: Scene, *, name: str = "danh sách.xlsx", size: int = 900) -> Draft:
    """Stand in the dialog and send a file."""
    world = scene.world
    draft = await delegate_entry.begin(
        world.session, scene.actor, scene.conference.id, scene.unit.id, number=77, now=world.now
    )
    await set_step(world.session, scene.actor, "delegates.people", draft.data(), now=world.now)
    await delegate_files.ask_reading(
        world.session,
        scene.actor,
        draft,
        file_id="a-file",
        name=name,
        size=size,
        most_megabytes=20,
        most_people=200,
        now=world.now,
    )
    return draft


async def job_of(session: Session) -> Job:
    return (await session.scalars(select(Job))).one()


async def finished(scene: Scene, text: str = "Trần Văn Sơn; Phó Giám đốc") -> None:
    session = scene.world.session
    await ReadDelegates().finish(session, await job_of(session), read_delegates(text), now=scene.world.now)


async def test_read_lines_come_back_into_the_dialog(scene: Scene) -> None:
    await asked(scene)
    await finished(scene)
    step = await step_of(scene.world.session, scene.actor.telegram_id)
    assert step is not None
    assert [line.full_name for line in draft_of(step.data, 77).lines] == ["Trần Văn Sơn"]
    assert "Trần Văn Sơn, Phó Giám đốc" in (await scene.world.said(scene.focal))[-1]
    assert await scene.names() == []


async def test_who_has_left_the_dialog_is_told_that_nothing_counts(scene: Scene) -> None:
    await asked(scene)
    await leave(scene.world.session, scene.actor)
    await finished(scene)
    assert "chưa ghi nhận ai" in (await scene.world.said(scene.focal))[-1]


async def test_a_file_without_people_is_told(scene: Scene) -> None:
    await asked(scene)
    await finished(scene, "")
    assert "Chưa đọc được người nào" in (await scene.world.said(scene.focal))[-1]


@pytest.mark.parametrize(
    ("name", "size", "key"), [("danh sách.docx", 900, "not_xlsx"), ("danh sách.xlsx", 21_000_000, "too_big")]
)
async def test_other_files_are_refused_before_they_are_fetched(scene: Scene, name: str, size: int, key: str) -> None:
    with pytest.raises(Refusal, match=key):
        await asked(scene, name=name, size=size)
    assert list(await scene.world.session.scalars(select(Job))) == []


async def test_an_unreadable_file_is_answered_with_its_sentence(scene: Scene) -> None:
    await asked(scene)
    session = scene.world.session
    await ReadDelegates().refused(session, await job_of(session), Unreadable("registry.not_xlsx"), now=scene.world.now)
    assert len(await scene.world.said(scene.focal)) == 1


async def nothing(file_id: str) -> bytes:
    raise AssertionError(file_id)


async def test_the_table_holds_everybody_and_goes_to_the_organiser(scene: Scene) -> None:
    world, session = scene.world, scene.world.session
    await scene.enter(0, 1)
    boss = await world.actor(scene.organiser)
    await delegate_files.ask_export(session, boss, scene.conference.id, phones=False, now=world.now)
    job, kind = await job_of(session), ExportDelegates()
    loaded = await kind.load(session, job)
    assert [(row.name, row.unit) for row in loaded.rows] == [(NAMES[0], "Sở Tư pháp"), (NAMES[1], "Sở Tư pháp")]
    await kind.finish(session, job, await kind.work(loaded, Tools(nothing, Settings(), lambda: "bot")), now=world.now)
    (file,) = await session.scalars(select(StoredFile))
    assert file.name == f"danh-sach-dai-bieu-{world.now.astimezone(OFFICE_ZONE):%Y-%m-%d}.xlsx"
    assert file.size > 1000
    assert "2 người" in (await world.said(scene.organiser))[-1]


async def test_a_focal_person_gets_no_table(scene: Scene) -> None:
    with pytest.raises(Refusal, match="denied"):
        await delegate_files.ask_export(
            scene.world.session, scene.actor, scene.conference.id, phones=False, now=scene.world.now
        )
