"""A role can end while long work is under way: then its end changes nothing and sends nothing but the refusal."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from bot.services.job_kinds import KINDS
from bot.services.jobs import finish
from models.jobs import Job
from models.people import Membership, Organiser, Person
from models.plans import Plan, PlanState
from models.registry_imports import ImportState, RegistryImport
from models.stored_files import StoredFile
from tests.factories import World

NEVER_MADE = object()
"""A result that no kind can end with: whoever looks at it fails."""


async def asked(world: World, kind: str) -> tuple[Person, Job]:
    """Let someone who may ask for a job of this kind."""
    focal, organiser = await world.focal(await world.unit("Sở Nội vụ")), await world.organiser()
    person = focal if kind == "read_delegates" else organiser
    conference = await world.conference(organiser)
    file = StoredFile(name="ke-hoach.docx", size=1, telegram_file_id="x", created_at=world.now)
    await world.add(file)
    plan = Plan(sent_by=organiser.id, file_id=file.id, created_at=world.now)
    table = RegistryImport(person_id=organiser.id, created_at=world.now)
    await world.add(plan, table)
    payloads: dict[str, dict[str, Any]] = {
        "export_codes": {"unit_ids": []},
        "export_delegates": {"conference": conference.id},
        "export_registry": {},
        "draw_progress": {"conference_id": conference.id},
        "read_delegates": {"file": "x", "draft": 1, "most": 9},
        "export_status": {"conference_id": conference.id},
        "read_plan": {"plan_id": plan.id},
        "read_scan": {"plan_id": plan.id, "pages": 2, "message": 1},
        "read_registry": {"file": "x", "import_id": table.id},
    }
    job = Job(kind=kind, person_id=person.id, payload=payloads[kind], created_at=world.now)
    await world.add(job)
    return person, job


async def revoke(world: World) -> None:
    for table in (Organiser, Membership):
        await world.session.execute(update(table).values(ended_at=world.now))


@pytest.mark.parametrize("kind", sorted(KINDS))
async def test_the_end_of_long_work_asks_again(world: World, kind: str) -> None:
    person, job = await asked(world, kind)
    await revoke(world)
    await finish(KINDS[kind], world.session, job, NEVER_MADE, world.settings, now=world.now)
    assert ["chưa được giao quyền" in text for text in await world.said()] == [True]
    assert await world.said(person) == await world.said()
    states = [
        *await world.session.scalars(select(Plan.state)),
        *await world.session.scalars(select(RegistryImport.state)),
    ]
    assert (PlanState.UNREADABLE in states) == (kind in {"read_plan", "read_scan"})
    assert (ImportState.DROPPED in states) == (kind == "read_registry")


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"read_delegates", "read_plan", "read_scan"}))
async def test_whoever_still_may_is_served(world: World, kind: str) -> None:
    _, job = await asked(world, kind)
    with pytest.raises((TypeError, AttributeError)):
        await finish(KINDS[kind], world.session, job, NEVER_MADE, world.settings, now=world.now)
