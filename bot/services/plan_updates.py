"""A new version of a plan that is running: looked at as a list of changes, applied in one step, or set apart."""

from __future__ import annotations

from datetime import datetime

from bot.calendar.working_days import Calendar
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.plan_turns import WhichConference
from bot.messages.plan_updates import Update, Updated
from bot.messages.plan_words import chair_words
from bot.plan_reader.form import event_title
from bot.services import audit
from bot.services.access import Actor
from bot.services.conferences import conferences_of
from bot.services.duties import compute_due
from bot.services.plan_compared import compared, running_conference
from bot.services.plan_rewriting import rewrite
from bot.services.plan_rows import agenda_rows
from bot.services.plan_telling import tell
from bot.services.plan_turns import basis_of, is_turn, likeliest
from bot.services.plan_units import counts, follow, units_of
from bot.services.plan_update_views import by_unit, for_organiser
from bot.services.plans import draft_of
from bot.services.reminders import plan_conference
from bot.services.units import names_of
from models.conferences import Conference
from models.plans import Plan, PlanState


async def begin(session: Session, actor: Actor, plan_id: int, conference_id: int) -> Plan:
    """Let a draft be a new version of the plan of a running conference; nothing of the conference changes yet.

    What was decided of its names in the version that runs needn't be decided again.

    Raises:
        Refusal: the draft is another's, or the actor doesn't run the conference.
    """
    plan = await draft_of(session, actor, plan_id)
    conference = await running_conference(session, actor, conference_id)
    plan.updates_id = conference_id
    if conference.plan_id is not None and not is_turn(plan.reading or {}):
        await follow(session, plan, conference.plan_id)
    return plan


async def set_apart(session: Session, actor: Actor, plan_id: int) -> Plan:
    """Let a draft be a plan of its own again: confirming it will make a conference."""
    plan = await draft_of(session, actor, plan_id)
    plan.updates_id = None
    return plan


async def which(session: Session, actor: Actor, plan: Plan) -> WhichConference:
    """Ask which of the actor's conferences a paper that changes, postpones or cancels is about.

    Raises:
        Refusal: the paper does none of these.
    """
    reading = plan.reading or {}
    if not is_turn(reading):
        raise Refusal("common.old_button")
    found = likeliest(reading, await conferences_of(session, actor))
    offered = tuple((conference.id, conference.title) for conference in found)
    return WhichConference(plan.id, plan.version, reading["doc_type"], basis_of(reading, actor.language), offered)


async def preview(
    session: Session, actor: Actor, plan: Plan, page: int, *, now: datetime, calendar: Calendar, settings: Settings
) -> Update:
    """Return what applying the draft would change; nothing is changed.

    Raises:
        Refusal: the actor doesn't run the conference, or it runs no more.
    """
    conference = await running_conference(session, actor, plan.updates_id)
    found = await compared(session, conference, plan, now=now, calendar=calendar, settings=settings, make=False)
    reading, rows = plan.reading or {}, await units_of(session, plan.id)
    names = {-row.id: row.name for row in rows} | await names_of(session, found.invited)
    return Update(
        plan_id=plan.id,
        version=plan.version,
        conference_version=conference.version,
        title=conference.title,
        number=reading.get("number"),
        changes=(*for_organiser(found.changes, names, found.days), *found.whole),
        units=len(by_unit(found.changes, found.invited, found.days)),
        undecided=0 if is_turn(reading) else counts(rows).undecided,
        page=page,
        paper=basis_of(reading, actor.language) if is_turn(reading) else None,
    )


async def apply(
    session: Session,
    actor: Actor,
    plan: Plan,
    conference_version: int,
    *,
    now: datetime,
    calendar: Calendar,
    settings: Settings,
) -> Updated | None:
    """Apply the draft: rows follow it, deadlines and pings are planned anew, the units concerned are told, in one step.

    Codes, delegates, answers and duties that are done stay. Returns None where the conference has changed since
    `conference_version`: what would change must be looked at again.

    Raises:
        Refusal: the actor doesn't run the conference, or it runs no more.
    """
    conference = await running_conference(session, actor, plan.updates_id)
    if conference.version != conference_version:
        return None
    found = await compared(session, conference, plan, now=now, calendar=calendar, settings=settings, make=True)
    lists_due = conference.lists_due
    await _take_over(session, conference, plan)
    await rewrite(session, conference, found.changes, found.meanings, now=now)
    await compute_due(session, conference.id, calendar)
    await plan_conference(session, conference.id, now=now, calendar=calendar, settings=settings)
    said = by_unit(found.changes, found.invited, found.days)
    audit.note(session, actor, "plan.updated", f"conference {conference.id}", now=now, plan=plan.id, units=len(said))
    names = await names_of(session, found.invited)
    changes = for_organiser(found.changes, names, found.days)
    basis = basis_of(plan.reading or {}, settings.office.language)
    return await tell(
        session, actor, conference, said, basis, changes=changes, whole=found.whole, lists_due=lists_due, now=now
    )


async def _take_over(session: Session, conference: Conference, plan: Plan) -> None:
    """Let the conference be that of the new version; the old one is kept as replaced.

    A paper that only changes time or venue takes nothing over: the plan stays in force.
    """
    reading = plan.reading or {}
    conference.version += 1
    if is_turn(reading):
        plan.state, plan.version = PlanState.CONFIRMED, plan.version + 1
        return
    if conference.plan_id is not None:
        old = await session.get_one(Plan, conference.plan_id)
        old.state = PlanState.REPLACED
    conference.plan_id, plan.state, plan.version = plan.id, PlanState.CONFIRMED, plan.version + 1
    conference.title, conference.agenda = event_title(reading) or conference.title, agenda_rows(reading)
    conference.number = reading.get("number") or conference.number
    conference.issuing_body = reading.get("issuing_body") or conference.issuing_body
    conference.chair = chair_words(reading.get("chair")) or conference.chair
