"""An organiser with a registry who brings plans in, for the tests of plans."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Unreadable
from bot.services import plan_confirming, plans
from bot.services.access import Actor
from bot.services.jobs import Tools
from bot.services.plan_reading import ReadPlan
from models.conferences import Conference
from models.jobs import Job
from models.people import Person
from models.plans import Plan, PlanUnit
from tests.factories import World
from tests.plan_examples import never, read_example

JOB = ReadPlan(read_example, never)


@dataclass
class Office:
    """An organiser with a registry, and the ways to bring a plan in."""

    world: World
    person: Person
    actor: Actor

    @property
    def session(self) -> Session:
        return self.world.session

    async def sends(self, data: bytes = b"plan", name: str = "ke_hoach.docx", actor: Actor | None = None) -> Plan:
        """Send a file and let the job read it."""
        plan = await plans.receive(
            self.session, actor or self.actor, name, len(data), "F1", now=self.world.now, settings=self.world.settings
        )
        job = await self.session.scalar(select(Job).order_by(Job.id.desc()))
        assert job is not None
        await work(self.session, job, data, self.world)
        return plan

    async def confirms(self, plan: Plan) -> Conference:
        world = self.world
        return await plan_confirming.confirm(
            self.session, self.actor, plan.id, now=world.now, calendar=world.calendar, settings=world.settings
        )

    async def name(self, plan: Plan, name: str) -> PlanUnit:
        found = await self.session.scalar(select(PlanUnit).where(PlanUnit.plan_id == plan.id, PlanUnit.name == name))
        assert found is not None
        return found


async def work(session: Session, job: Job, data: bytes, world: World) -> None:
    """Do a job as the worker does."""

    async def download(_file_id: str) -> bytes:
        return data

    loaded = await JOB.load(session, job)
    try:
        result = await JOB.work(loaded, Tools(download, Settings(), lambda: "bot"))
    except Unreadable as error:
        await JOB.refused(session, job, error, now=world.now)
    else:
        await JOB.finish(session, job, result, now=world.now)


@pytest.fixture
async def office(world: World) -> Office:
    for name in ("Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính"):
        await world.unit(name)
    for name in ("Ủy ban nhân dân xã Cát Lâm", "Ủy ban nhân dân phường Bến Ngự"):
        await world.unit(name, level="commune", kind="commune")
    person = await world.organiser()
    return Office(world, person, await world.actor(person))
