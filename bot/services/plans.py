"""Plans: a file comes in, is read as a job, is looked at and corrected as a draft, and is confirmed or forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, select, true

from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.plan_draft import Draft
from bot.plan_reader.form import Reading, event_title
from bot.services import audit, jobs, plan_units
from bot.services.access import Action, Actor, require
from models.conferences import Conference, ConferenceOrganiser, ConferenceState
from models.plans import Plan, PlanState, PlanUnit
from models.stored_files import StoredFile

ENDED: Mapping[PlanState, str] = {
    PlanState.READING: "plans.still_reading",
    PlanState.CONFIRMED: "plans.already_confirmed",
    PlanState.REPLACED: "plans.already_confirmed",
    PlanState.FORGOTTEN: "plans.gone",
    PlanState.UNREADABLE: "plans.gone",
}


async def receive(
    session: Session, actor: Actor, name: str, size: int, telegram_file_id: str, *, now: datetime, settings: Settings
) -> Plan:
    """Take in a file that may be a plan; a job reads it.

    Raises:
        Refusal: it is bigger than the office takes.
    """
    require(actor, Action.SEND_PLAN)
    if size > settings.limits.file_megabytes * 1_000_000:
        raise Refusal("plans.too_big", megabytes=settings.limits.file_megabytes)
    file = StoredFile(name=name[:255], size=size, telegram_file_id=telegram_file_id, created_at=now)
    session.add(file)
    await session.flush()
    plan = Plan(sent_by=actor.person_id, file_id=file.id, created_at=now)
    session.add(plan)
    await session.flush()
    await jobs.ask(session, actor, "read_plan", {"plan_id": plan.id}, now=now)
    audit.note(session, actor, "plan.received", f"plan {plan.id}", now=now, size=size)
    return plan


async def plan_of(session: Session, actor: Actor, plan_id: int) -> Plan:
    """Return a plan that the actor may work on: one they sent; an owner, any.

    Raises:
        Refusal: there is no such plan, or it is another's.
    """
    require(actor, Action.SEND_PLAN)
    plan = await session.get(Plan, plan_id)
    if plan is None:
        raise Refusal("common.old_button")
    require(actor, Action.SEND_PLAN, person_id=plan.sent_by)
    return plan


async def draft_of(session: Session, actor: Actor, plan_id: int) -> Plan:
    """Return a draft that the actor may work on.

    Raises:
        Refusal: it is another's, or no draft (any more).
    """
    plan = await plan_of(session, actor, plan_id)
    if plan.state is not PlanState.DRAFT:
        raise Refusal(ENDED[plan.state])
    return plan


async def drafts_of(session: Session, actor: Actor) -> list[Plan]:
    """Return the plans of the actor (an owner: all) that aren't confirmed yet, newest first."""
    query = select(Plan).where(Plan.state.in_((PlanState.READING, PlanState.DRAFT))).order_by(Plan.id.desc())
    if not actor.may_all(Action.SEND_PLAN):
        query = query.where(Plan.sent_by == actor.person_id)
    return list(await session.scalars(query))


async def drafts_listed(session: Session, actor: Actor) -> tuple[tuple[int, str, str | None, bool], ...]:
    """Return the drafts as a list shows them: id, title (or name of the file), number, still being read."""
    found = []
    for plan in await drafts_of(session, actor):
        reading = plan.reading or {}
        file = await session.get(StoredFile, plan.file_id)
        title = event_title(reading) or (file.name if file else "")
        found.append((plan.id, title, reading.get("number"), plan.state is PlanState.READING))
    return tuple(found)


async def shown(session: Session, plan: Plan) -> Draft:
    """Return a draft as messages need it."""
    rows = await plan_units.units_of(session, plan.id)
    return Draft(plan.id, plan.version, plan.reading or {}, plan_units.counts(rows))


async def conference_of(session: Session, actor: Actor, plan_id: int) -> int | None:
    """Return the conference that was made of a plan, if it was."""
    await plan_of(session, actor, plan_id)
    return await session.scalar(select(Conference.id).where(Conference.plan_id == plan_id))


async def known_conference(session: Session, actor: Actor, plan: Plan) -> tuple[Conference, bool] | None:
    """Return the conference that was made from the same file (True) or from a plan of the same number (False).

    One that the actor doesn't run is none of theirs: they couldn't open it.
    """
    theirs = _run_by(actor)
    if plan.digest and (found := await session.scalar(_of_file(plan).where(theirs).limit(1))):
        return found, True
    reading = plan.reading or {}
    if not reading.get("number"):
        return None
    found = await session.scalar(_of_number(reading).where(theirs).limit(1))
    return (found, False) if found else None


async def run_by_others(session: Session, actor: Actor, plan: Plan) -> bool:
    """Return whether somebody else already carries out a conference of this file or of a plan of this number."""
    alien = and_(~_run_by(actor), Conference.state == ConferenceState.RUNNING)
    reading = plan.reading or {}
    queries = [_of_file(plan)] if plan.digest else []
    queries += [_of_number(reading)] if reading.get("number") else []
    return any([await session.scalar(query.where(alien).limit(1)) is not None for query in queries])


def _run_by(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the actor runs a conference."""
    if actor.may_all(Action.RUN_CONFERENCE):
        return true()
    own = select(ConferenceOrganiser.conference_id).where(ConferenceOrganiser.person_id == actor.person_id)
    return Conference.id.in_(own)


def _of_file(plan: Plan) -> Select[Conference]:
    """Return the query for the conferences made from the same file, the newest first."""
    query = select(Conference).join(Plan, Conference.plan_id == Plan.id).where(Plan.digest == plan.digest)
    return query.order_by(Conference.id.desc())


def _of_number(reading: Reading) -> Select[Conference]:
    """Return the query for the conferences of a plan of the same number and body, the newest first."""
    body = Conference.issuing_body.is_not_distinct_from(reading.get("issuing_body"))
    return select(Conference).where(Conference.number == reading["number"], body).order_by(Conference.id.desc())


async def forget(session: Session, actor: Actor, plan_id: int, *, now: datetime) -> None:
    """Forget a plan that isn't confirmed: its file and all that was read are deleted."""
    plan = await plan_of(session, actor, plan_id)
    if plan.state not in {PlanState.DRAFT, PlanState.READING}:
        raise Refusal(ENDED[plan.state])
    await erase(session, plan, PlanState.FORGOTTEN)
    audit.note(session, actor, "plan.forgotten", f"plan {plan.id}", now=now)


async def erase(session: Session, plan: Plan, state: PlanState) -> None:
    """End a plan and delete what it held."""
    file_id, plan.file_id = plan.file_id, None
    plan.reading, plan.digest, plan.state, plan.version = None, None, state, plan.version + 1
    await session.flush()
    await session.execute(delete(PlanUnit).where(PlanUnit.plan_id == plan.id))
    await session.execute(delete(StoredFile).where(StoredFile.id == file_id))


def digest_of(data: bytes) -> str:
    """Return by what the same file is known again."""
    return hashlib.sha256(data).hexdigest()
