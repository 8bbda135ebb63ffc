"""Exports: each file is noted with who got it and how many rows it holds, and nobody takes too many."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.audit_report import purge_words
from bot.errors import Refusal
from bot.services import code_exports, delegate_files, exports, purges, registry_jobs, status_exports
from bot.services.audit import note
from bot.services.exports import MOST
from bot.services.job_kinds import KINDS
from bot.services.jobs import Tools, finish
from bot.services.own_data import withdraw
from bot.texts import LANGUAGES
from models.audit import AuditLine
from models.jobs import Job
from models.people import Person
from tests.factories import World
from tests.unit.documents.workbooks import opened

PHONE = "0900 000 00"


async def nothing(file_id: str) -> bytes:
    raise AssertionError(file_id)


async def drawn(world: World, job: Job) -> str:
    """Do a job to its end; return all that stands in the sheets."""
    kind = KINDS[job.kind]
    loaded = await kind.load(world.session, job)
    result = await kind.work(loaded, Tools(nothing, world.settings, lambda: "invented_bot"))
    await finish(kind, world.session, job, result, world.settings, now=world.now)
    content = result[0] if isinstance(result, tuple) else result.content
    return str([[cell.value for cell in row] for sheet in opened(content).worksheets for row in sheet.iter_rows()])


async def last_job(world: World) -> Job:
    job = await world.session.scalar(select(Job).order_by(Job.id.desc()).limit(1))
    assert job is not None
    return job


@pytest.fixture
async def organiser(world: World) -> Person:
    return await world.organiser()


@pytest.mark.parametrize("kind", ["delegates", "delegates_phones", "status", "status_phones", "codes", "registry"])
async def test_every_file_is_noted(world: World, organiser: Person, kind: str) -> None:
    actor = await world.actor(organiser)
    unit = await world.unit("Sở Nội vụ")
    await world.focal(unit)
    conference = await world.conference(organiser)
    await world.group(conference, [unit])
    phones, now = kind.endswith("_phones"), world.now
    match kind.partition("_")[0]:
        case "delegates":
            await delegate_files.ask_export(world.session, actor, conference.id, phones=phones, now=now)
        case "status":
            await status_exports.ask(world.session, actor, conference.id, phones=phones, now=now)
        case "codes":
            await code_exports.ask(world.session, actor, [unit.id], now=now)
        case _:
            await registry_jobs.export(world.session, actor, now=now)
    sheet = await drawn(world, await last_job(world))
    assert ("Dữ liệu cá nhân" in sheet) == (kind.startswith(("delegates", "status")))
    assert (PHONE in sheet) == (kind == "status_phones")
    (line,) = await exports.log(world.session)
    assert (line.name, line.kind, line.at) == ("Nguyễn Văn Bình", kind, now)
    assert line.rows == {"delegates": 0, "delegates_phones": 0, "codes": 1, "registry": 1}.get(kind, line.rows)
    assert (conference.title in line.words("vi")) == (line.title is not None)


async def test_nobody_takes_more_than_twenty_files_a_day(world: World, organiser: Person) -> None:
    actor, other = await world.actor(organiser), await world.actor(await world.organiser("Đỗ Thị Lan"))
    for _ in range(MOST):
        await registry_jobs.export(world.session, actor, now=world.now)
    with pytest.raises(Refusal, match="too_many"):
        await registry_jobs.export(world.session, actor, now=world.now)
    await registry_jobs.export(world.session, other, now=world.now)
    world.clock.advance(timedelta(days=1, seconds=1))
    await registry_jobs.export(world.session, actor, now=world.now)
    asked = await world.session.scalars(select(AuditLine).where(AuditLine.action == exports.ASKED))
    assert len(list(asked)) == MOST + 2


async def test_the_log_is_for_owners(world: World, organiser: Person) -> None:
    with pytest.raises(Refusal, match="denied"):
        await exports.shown(world.session, await world.actor(organiser))


async def test_the_trail_tells_what_was_erased_and_why(world: World, organiser: Person) -> None:
    person = await world.person()
    await withdraw(world.session, await world.actor(person), now=world.now, settings=world.settings)
    note(world.session, None, "words.forget", "words", now=world.now, heard=3, said=1, files=0, until="2026-11-09")
    counts = {"entered": 12, "asked": 1, "told": 2, "until": "2026-08-25"}
    note(world.session, None, "delegates.forget", "delegates", now=world.now, **counts)
    await world.session.flush()
    told = [purge_words(line, language) for language in LANGUAGES for line in await purges.log(world.session, 10)]
    assert [line.partition(": ")[2] for line in told] == [
        "hết thời hạn lưu, đã xóa 12 đại biểu, 1 yêu cầu thay đổi, 2 lời giải thích hoặc báo cáo"
        " của các hội nghị kết thúc trước 2026-08-25",
        "hết thời hạn lưu, đã xóa nội dung 3 tin nhận, 1 tin gửi, 0 tệp trước 2026-11-09",
        f"theo yêu cầu, đã xóa người dùng (person {person.id})",
        "the term was out, erased 12 delegates, 1 change request, 2 reasons or reports"
        " of conferences over before 2026-08-25",
        "the term was out, emptied 3 updates, 1 message, 0 files from before 2026-11-09",
        f"it was asked for, erased a user (person {person.id})",
    ]
