"""The registry: edited unit by unit, sent as a table, drawn as a table."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl.reader.excel import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import undefer

from bot.documents.registry import RegistryRow
from bot.documents.registry_out import write_registry
from bot.documents.words import words
from bot.errors import Refusal, Unreadable
from bot.services import invite_codes, registry, registry_jobs, unit_edits, unit_lists
from bot.services.access import Actor
from bot.services.code_exports import MISSING, ExportCodes, ask, units_in
from bot.services.jobs import Tools, finish
from bot.services.registry_jobs import ExportRegistry, ReadRegistry
from models.invite_codes import InviteCode
from models.jobs import Job
from models.outbox import OutboxMessage
from models.people import Organiser, Person
from models.registry_imports import RegistryImport
from models.stored_files import StoredFile
from models.units import Unit
from tests.factories import World


def tools(world: World, content: bytes = b"") -> Tools:
    async def download(file_id: str) -> bytes:
        return content

    return Tools(download, world.settings, lambda: "SonHaBot")


async def office(world: World) -> Actor:
    return await world.actor(await world.organiser())


async def works(world: World, kind: Any, content: bytes = b"") -> None:
    """Work the newest job as the worker does."""
    job = (await world.session.scalars(select(Job).order_by(Job.id.desc()).limit(1))).one()
    try:
        result = await kind.work(await kind.load(world.session, job), tools(world, content))
    except Unreadable as error:
        await kind.refused(world.session, job, error, now=world.now)
    else:
        await finish(kind, world.session, job, result, world.settings, now=world.now)
    await world.session.flush()


async def sent(world: World, rows: list[RegistryRow]) -> RegistryImport:
    actor = await office(world)
    await registry_jobs.read(world.session, actor, "file", 900, now=world.now, settings=world.settings)
    await works(world, ReadRegistry(), write_registry(rows, words("vi")))
    return (await world.session.scalars(select(RegistryImport).order_by(RegistryImport.id.desc()).limit(1))).one()


async def sender(world: World, row: RegistryImport) -> Actor:
    return await world.actor(await world.session.get_one(Person, row.person_id))


async def test_a_table_is_previewed_and_then_applied(world: World) -> None:
    unit = await world.unit("Sở Tài chánh")
    unit.code = "H01"
    row = await sent(
        world,
        [
            RegistryRow("Sở Tài chính", "H01", ("STC",), "province", "department"),
            RegistryRow("Xã Đồng Lạc", None, (), "commune", "commune", valid_from=date(2025, 7, 1)),
        ],
    )
    assert (await world.said())[-1].startswith("<b>Xem trước tệp danh bạ</b> (chưa ghi)\nThêm mới: 1\nThay đổi: 1\n")
    assert unit.name == "Sở Tài chánh"
    preview = await registry.look(world.session, row)
    diff = await registry.apply(world.session, await sender(world, row), row.id, preview.mark, now=world.now)
    assert diff is not None
    await world.session.refresh(unit)
    assert (unit.name, unit.folded) == ("Sở Tài chính", "so tai chinh")
    assert [alias.text for alias in unit.aliases] == ["Sở Tài chánh", "STC"]
    new = (await world.session.scalars(select(Unit).where(Unit.name == "Xã Đồng Lạc"))).one()
    assert (new.level, new.kind, new.valid_from) == ("commune", "commune", date(2025, 7, 1))


async def test_what_is_applied_is_what_was_seen(world: World) -> None:
    row = await sent(world, [RegistryRow("Sở Y tế", None, (), "province", "department")])
    actor, preview = await sender(world, row), await registry.look(world.session, row)
    await world.unit("Sở Y tế")
    assert await registry.apply(world.session, actor, row.id, preview.mark, now=world.now) is None
    fresh = await registry.look(world.session, row)
    assert (fresh.new, fresh.same) == ((), 1)


async def test_a_table_is_decided_once_and_by_its_sender(world: World) -> None:
    row = await sent(world, [RegistryRow("Sở Y tế")])
    mark, other = (await registry.look(world.session, row)).mark, await world.actor(await world.organiser())
    with pytest.raises(Refusal, match="other_person"):
        await registry.apply(world.session, other, row.id, mark, now=world.now)
    await registry.drop(world.session, await sender(world, row), row.id)
    with pytest.raises(Refusal, match="decided"):
        await registry.apply(world.session, await sender(world, row), row.id, mark, now=world.now)
    assert list(await world.session.scalars(select(Unit))) == []


async def test_a_row_with_a_mistake_is_named_and_the_rest_applies(world: World) -> None:
    await world.unit("Xã Hà Lâm", level="commune", kind="commune")
    row = await sent(world, [RegistryRow("Sở Y tế"), RegistryRow("Xã Hạ Lâm"), RegistryRow("Sở Y tế")])
    said = (await world.said())[-1]
    assert "Dòng 3: “Xã Hạ Lâm”" in said
    assert "Dòng 4: " in said
    preview = await registry.look(world.session, row)
    await registry.apply(world.session, await sender(world, row), row.id, preview.mark, now=world.now)
    names = set(await world.session.scalars(select(Unit.name)))
    assert names == {"Xã Hà Lâm", "Sở Y tế"}


async def test_what_is_no_table_gets_one_sentence(world: World) -> None:
    await registry_jobs.read(world.session, await office(world), "file", 900, now=world.now, settings=world.settings)
    await works(world, ReadRegistry(), b"not a table")
    assert ["không phải bảng tính" in text for text in await world.said()] == [True]


async def test_what_goes_out_comes_back_as_the_same(world: World) -> None:
    await unit_edits.add(world.session, await office(world), "Sở Nội vụ", now=world.now)
    unit = await world.unit("=1+1 Công ty", level="enterprise", kind="enterprise")
    await registry_jobs.export(world.session, await office(world), now=world.now)
    await works(world, ExportRegistry())
    file = (await world.session.scalars(select(StoredFile).options(undefer(StoredFile.content)))).one()
    assert file.name == "danh-ba-don-vi-2026-11-23.xlsx"
    await registry_jobs.read(world.session, await office(world), "file", 900, now=world.now, settings=world.settings)
    await works(world, ReadRegistry(), file.content or b"")
    row = (await world.session.scalars(select(RegistryImport))).one()
    preview = await registry.look(world.session, row)
    assert (preview.new, preview.changed, preview.same, preview.problems) == ((), (), 2, ())
    assert unit.name == "=1+1 Công ty"


async def test_the_sheet_holds_the_codes_and_the_database_their_hashes(world: World) -> None:
    units = [await world.unit("Sở Nội vụ"), await world.unit("Sở Y tế")]
    await world.focal(units[1])
    actor = await office(world)
    assert await units_in(world.session, actor, MISSING, 0) == [units[0].id]
    await ask(world.session, actor, [unit.id for unit in units], now=world.now)
    await works(world, ExportCodes())
    file = (await world.session.scalars(select(StoredFile).options(undefer(StoredFile.content)))).one()
    cells = [str(cell.value) for line in load_workbook(BytesIO(file.content or b"")).active for cell in line]
    links = [cell for cell in cells if cell.startswith("https://t.me/SonHaBot?start=")]
    assert len(links) == 2
    for link, unit in zip(links, units, strict=True):
        row = await invite_codes.find(world.session, link.partition("=")[2])
        assert row is not None
        assert (row.unit_id, row.issued_by) == (unit.id, actor.telegram_id)
        assert row.expires_at == world.now + timedelta(days=14)
    job = (await world.session.scalars(select(Job))).one()
    assert job.payload == {"unit_ids": [unit.id for unit in units]}
    message = (await world.session.scalars(select(OutboxMessage))).one()
    assert (message.method, message.payload["file_id"]) == ("sendDocument", file.id)


async def test_whoever_lost_the_right_meanwhile_gets_no_sheet(world: World) -> None:
    unit, actor = await world.unit("Sở Nội vụ"), await office(world)
    await ask(world.session, actor, [unit.id], now=world.now)
    (await world.session.scalars(select(Organiser))).one().ended_at = world.now
    await world.session.flush()
    await works(world, ExportCodes())
    assert list(await world.session.scalars(select(InviteCode))) == []
    assert ["chưa được giao quyền" in text for text in await world.said()] == [True]


async def test_units_are_found_without_marks_and_by_other_names(world: World) -> None:
    actor = await office(world)
    unit = await world.unit("Sở Nông nghiệp và Môi trường")
    await unit_edits.add_alias(world.session, actor, unit.id, "SNNMT", now=world.now)
    for typed in ("nong moi truong", "Nông nghiệp", "snnmt"):
        found = await unit_lists.search(world.session, actor, typed)
        assert found.units == ((unit.id, "Sở Nông nghiệp và Môi trường"),)
    assert (await unit_lists.search(world.session, actor, "y tế")).units == ()
    with pytest.raises(Refusal, match="type_words"):
        await unit_lists.search(world.session, actor, "%%%")


async def test_a_unit_keeps_its_old_name_as_another_one(world: World) -> None:
    actor = await office(world)
    unit = await unit_edits.add(world.session, actor, "Sở Tài chánh", now=world.now)
    assert (unit.level, unit.kind) == ("province", "department")
    await unit_edits.rename(world.session, actor, unit.id, "Sở Tài chính", now=world.now)
    card = await unit_lists.card(world.session, actor, unit.id, now=world.now)
    assert (card.name, [text for _, text in card.aliases]) == ("Sở Tài chính", ["Sở Tài chánh"])
    await unit_edits.drop_alias(world.session, actor, unit.id, card.aliases[0][0], now=world.now)
    await unit_edits.classify(world.session, actor, unit.id, level="central", now=world.now)
    card = await unit_lists.card(world.session, actor, unit.id, now=world.now)
    assert (card.aliases, card.level, card.kind) == ((), "central", "department")


async def test_a_name_is_had_by_one_unit(world: World) -> None:
    actor, unit = await office(world), await world.unit("Sở Y tế")
    with pytest.raises(Refusal, match="exists"):
        await unit_edits.add(world.session, actor, "SỞ Y TẾ", now=world.now)
    with pytest.raises(Refusal, match="exists"):
        await unit_edits.add_alias(world.session, actor, unit.id, "So Y te", now=world.now)
    with pytest.raises(Refusal, match="bad_name"):
        await unit_edits.rename(world.session, actor, unit.id, "…", now=world.now)


async def test_the_registry_is_the_offices(world: World) -> None:
    unit = await world.unit("Sở Y tế")
    actor = await world.actor(await world.focal(unit))
    for act in (
        unit_lists.home(world.session, actor),
        unit_lists.card(world.session, actor, unit.id, now=world.now),
        unit_edits.rename(world.session, actor, unit.id, "Sở Khác", now=world.now),
        registry_jobs.export(world.session, actor, now=world.now),
        ask(world.session, actor, [unit.id], now=world.now),
    ):
        with pytest.raises(Refusal, match="denied"):
            await act


async def test_pages_of_a_level_hold_each_unit_once(world: World) -> None:
    actor = await office(world)
    units = [await world.unit(f"Xã {number}", level="commune", kind="commune") for number in range(20)]
    pages = [await unit_lists.page(world.session, actor, "commune", number) for number in range(3)]
    assert [number for page in pages for number, _ in page.units] == [unit.id for unit in units]
    assert (await unit_lists.page(world.session, actor, "commune", 99)).number == 2
    assert (await unit_lists.home(world.session, actor)).counts == (("commune", 20),)


async def test_a_table_that_is_too_big_is_never_fetched(world: World) -> None:
    with pytest.raises(Refusal, match="too_big"):
        await registry_jobs.read(
            world.session, await office(world), "file", 20_000_001, now=world.now, settings=world.settings
        )
    assert list(await world.session.scalars(select(Job))) == []
