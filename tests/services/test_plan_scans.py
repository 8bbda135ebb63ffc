"""A scan is recognised page by page: each page is a job, what is done is kept, and it can be stopped in between."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from bot.errors import Unreadable
from bot.services import jobs, plans
from bot.services.jobs import Kind, Tools
from bot.services.plan_reading import ReadPlan
from bot.services.plan_scans import ReadScan, Sheet
from models.jobs import Job
from models.outbox import OutboxMessage
from models.plans import Plan, PlanState
from models.stored_files import StoredFile
from tests.plan_examples import reading
from tests.services.plan_office import Office, office

__all__ = ["office"]

PAGES = 3


async def scanned(_data: bytes, _name: str) -> dict[str, Any]:
    raise Unreadable("plan_reader.scanned", pages=PAGES)


async def able() -> bool:
    return True


async def unable() -> bool:
    return False


async def recognise(data: bytes, number: int) -> Sheet:
    if data == b"secret" and number == 1:
        raise Unreadable("plan_reader.secret")
    return [number, "text"]


async def read(sheets: Any, name: str) -> dict[str, Any]:
    assert [sheet[0] for sheet in sheets] == list(range(PAGES))
    return reading(file=name)


SCANS = ReadScan(recognise, read)


async def sent(office: Office) -> Plan:
    size, settings = 5, office.world.settings
    return await plans.receive(
        office.session, office.actor, "quet.pdf", size, "F1", now=office.world.now, settings=settings
    )


async def worked(office: Office, *, data: bytes = b"scan", can: Any = able) -> Job:
    """Do the newest job as a worker does."""
    kinds: dict[str, Kind] = {"read_plan": ReadPlan(scanned, can), "read_scan": SCANS}

    async def download(_file_id: str) -> bytes:
        return data

    job = await office.session.scalar(select(Job).order_by(Job.id.desc()).limit(1))
    assert job is not None
    kind, settings = kinds[job.kind], office.world.settings
    loaded = await kind.load(office.session, job)
    try:
        result = await kind.work(loaded, Tools(download, settings, lambda: "bot"))
    except Unreadable as error:
        await kind.refused(office.session, job, error, now=office.world.now)
    else:
        await jobs.finish(kind, office.session, job, result, settings, now=office.world.now)
    return job


async def jobs_put(office: Office) -> int:
    return await office.session.scalar(select(func.count()).select_from(Job)) or 0


async def test_a_scan_is_recognised_page_by_page_and_read(office: Office) -> None:
    plan = await sent(office)
    await worked(office)
    assert "bản scan 3 trang" in (await office.world.said(office.person))[-1]
    for done in (1, 2):
        await worked(office)
        assert (plan.state, len((plan.reading or {})["pages"])) == (PlanState.READING, done)
        assert f"Đã xong {done}/3 trang" in (await office.world.said(office.person))[-1]
    await worked(office)
    assert plan.state is PlanState.DRAFT
    assert plan.reading == reading(file="quet.pdf")
    assert "58/KH-UBND" in (await office.world.said(office.person))[-1]
    assert await jobs_put(office) == 1 + PAGES


async def test_progress_changes_the_one_message(office: Office) -> None:
    await sent(office)
    for _ in range(3):
        await worked(office)
    methods = await office.session.scalars(select(OutboxMessage.method).order_by(OutboxMessage.id))
    assert list(methods) == ["sendMessage", "editMessageText", "editMessageText"]


async def test_without_recognition_the_answer_says_so(office: Office) -> None:
    plan = await sent(office)
    await worked(office, can=unable)
    assert plan.state is PlanState.UNREADABLE
    assert "bản chụp (scan)" in (await office.world.said(office.person))[-1]


async def test_a_scan_that_was_stopped_ends(office: Office) -> None:
    plan = await sent(office)
    await worked(office)
    await worked(office)
    await plans.forget(office.session, office.actor, plan.id, now=office.world.now)
    said = await office.world.said(office.person)
    await worked(office)
    assert (plan.state, plan.reading) == (PlanState.FORGOTTEN, None)
    assert (await office.world.said(office.person), await jobs_put(office)) == (said, 3)


async def test_a_stamp_on_a_later_page_leaves_nothing(office: Office) -> None:
    plan = await sent(office)
    for _ in range(3):
        await worked(office, data=b"secret")
    assert (plan.state, plan.reading, plan.file_id) == (PlanState.UNREADABLE, None, None)
    assert await office.session.scalar(select(func.count()).select_from(StoredFile)) == 0
    assert "mật" in (await office.world.said(office.person))[-1]
