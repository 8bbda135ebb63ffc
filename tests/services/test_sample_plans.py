"""The sample plans, from the text that stands in them to rows of a conference."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.plan_reader.form import kept
from bot.plan_reader.whole import read
from bot.services import plan_confirming, plan_units
from models.conferences import ConferenceSession
from models.duties import Assignment, Duty
from models.invitations import Invitation
from models.invitees import InviteeGroup
from models.plans import Plan, PlanState
from tests.factories import World
from tests.shared import SHARED, needs_shared

FILES = sorted(path for path in (SHARED / "plans").glob("*_*.*") if path.suffix in {".docx", ".pdf", ".txt"})


@needs_shared
@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
async def test_a_sample_becomes_a_conference(world: World, file: Path) -> None:
    session = world.session
    actor = await world.actor(await world.organiser())
    reading = read(file.read_bytes(), file.name)  # noqa: ASYNC240 - a test may wait for its disk
    plan = Plan(sent_by=actor.person_id, state=PlanState.DRAFT, reading=reading, created_at=world.now)
    await world.add(plan)
    await plan_units.match(session, plan, now=world.now)
    await plan_confirming.confirm(
        session, actor, plan.id, now=world.now, calendar=world.calendar, settings=world.settings
    )
    counted = [
        await session.scalar(select(func.count()).select_from(table))
        for table in (ConferenceSession, InviteeGroup, Duty)
    ]
    assert counted == [len(kept(reading, part)) for part in "sgd"]
    assert (await session.scalar(select(func.count()).select_from(Invitation)) or 0) > 0
    assert (await session.scalar(select(func.count()).select_from(Assignment)) or 0) > 0
