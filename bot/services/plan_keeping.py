"""What becomes of a plan's file once it was looked at: kept with its reading and shown, or turned away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.db.transaction import Session
from bot.errors import Unreadable
from bot.messages.base import Message, plain
from bot.messages.plan_steps import Known
from bot.messages.plans import Summary
from bot.outbox.put import put
from bot.services import plan_units, plan_updates
from bot.services.access import Actor, actor_of
from bot.services.plan_turns import is_turn
from bot.services.plans import digest_of, erase, known_conference, shown
from models.jobs import Job
from models.people import Person
from models.plans import Plan, PlanState
from models.stored_files import StoredFile


@dataclass(frozen=True)
class Loaded:
    """The file to read."""

    name: str
    telegram_file_id: str


@dataclass(frozen=True)
class Found:
    """The bytes of a file and what was read in them."""

    data: bytes
    reading: dict[str, Any]
    owners: tuple[int, ...] = ()


async def file_of(session: Session, plan: Plan) -> Loaded | None:
    """Return where the file of a plan is; None where it was forgotten meanwhile."""
    file = await session.get(StoredFile, plan.file_id) if plan.file_id is not None else None
    return Loaded(file.name, file.telegram_file_id or "") if file else None


async def keep(session: Session, person: Person, plan: Plan, found: Found, *, now: datetime) -> None:
    """Keep what was read, match its units and show the summary."""
    digest = digest_of(found.data)
    twin = await _same_draft(session, plan, digest)
    if twin is not None:
        await erase(session, plan, PlanState.FORGOTTEN)
        await put(session, person, Summary(await shown(session, twin), note="plans.same_draft"), now=now)
        return
    file = await session.get_one(StoredFile, plan.file_id)
    file.content, file.size = found.data, len(found.data)
    plan.reading, plan.digest, plan.state = found.reading, digest, PlanState.DRAFT
    await plan_units.match(session, plan, now=now)
    actor = await actor_of(session, person, found.owners)
    await put(session, person, await _answer(session, actor, plan), now=now)


async def turn_away(session: Session, job: Job, error: Unreadable, *, now: datetime) -> None:
    """Say in one sentence why the file can't be read; nothing of it is kept."""
    plan = await session.get_one(Plan, job.payload["plan_id"])
    if plan.state is PlanState.READING:
        await erase(session, plan, PlanState.UNREADABLE)
    person = await session.get_one(Person, job.person_id)
    await put(session, person, plain(error.key, **error.values), now=now)


async def _same_draft(session: Session, plan: Plan, digest: str) -> Plan | None:
    """Return the draft that the same person already has of the same file."""
    query = select(Plan).where(
        Plan.digest == digest, Plan.sent_by == plan.sent_by, Plan.state == PlanState.DRAFT, Plan.id != plan.id
    )
    return await session.scalar(query.limit(1))


async def _answer(session: Session, actor: Actor, plan: Plan) -> Message:
    """Return the summary, or that this plan is known, or which conference the paper may change."""
    if is_turn(plan.reading or {}):
        return await plan_updates.which(session, actor, plan)
    if (known := await known_conference(session, actor, plan)) is not None:
        conference, same_file = known
        return Known(plan.id, conference.id, conference.title, same_file)
    return Summary(await shown(session, plan))
