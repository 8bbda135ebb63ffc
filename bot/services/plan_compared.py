"""A new version held against the conference that it is about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.calendar.working_days import Calendar
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.plan_changes import Changed
from bot.services.access import Actor, require_conference
from bot.services.plan_changes import Changes, compare
from bot.services.plan_meanings import Meanings, meanings_of
from bot.services.plan_running import running_of
from bot.services.plan_turns import is_turn, turned
from bot.services.plan_units import units_of
from bot.services.plan_update_views import Days, event_day, of_the_whole
from bot.services.plan_wanted import wanted_of
from models.conferences import Conference, ConferenceState
from models.invitations import Invitation
from models.plans import Plan


@dataclass(frozen=True)
class Compared:
    """A new version held against what runs: the changes, the days, whom it concerns, what its names mean.

    `whole` are the changes that aren't of one item: title, chair, agenda.
    """

    changes: Changes
    days: Days
    invited: tuple[int, ...]
    meanings: Meanings
    whole: tuple[Changed, ...]


async def running_conference(session: Session, actor: Actor, conference_id: int | None) -> Conference:
    """Return a running conference that the actor organises, locked for this transaction.

    Raises:
        Refusal: the actor doesn't run it, or it runs no more.
    """
    if conference_id is None:
        raise Refusal("common.old_button")
    await require_conference(session, actor, conference_id)
    conference = await session.get_one(Conference, conference_id, with_for_update=True)
    if conference.state is not ConferenceState.RUNNING:
        raise Refusal("plan_updates.not_running")
    return conference


async def compared(
    session: Session,
    conference: Conference,
    plan: Plan,
    *,
    now: datetime,
    calendar: Calendar,
    settings: Settings,
    make: bool,
) -> Compared:
    """Compare what `plan` wants with what runs; `make`: units that the plan names and nobody knows are made.

    Raises:
        Refusal: the paper moves one session of several and doesn't say which.
    """
    reading = plan.reading or {}
    names = [] if is_turn(reading) else await units_of(session, plan.id)
    meanings = await meanings_of(session, reading, names, now=now, make=make)
    running = await running_of(session, conference.id)
    wanted = turned(running, reading) if is_turn(reading) else wanted_of(reading, meanings, settings.office.language)
    if wanted is None:
        raise Refusal("plan_turns.which_session")
    days = Days(event_day([part for _, part in running.sessions]), event_day(wanted.sessions), calendar)
    changes = compare(running, wanted)
    whole = () if is_turn(reading) else of_the_whole(conference, reading)
    return Compared(changes, days, await _invited(session, conference.id, changes), meanings, whole)


async def _invited(session: Session, conference_id: int, changes: Changes) -> tuple[int, ...]:
    """Return the units of the conference before and after, each once."""
    query = select(Invitation.unit_id).where(Invitation.conference_id == conference_id).order_by(Invitation.id)
    before: Collection[int] = list(await session.scalars(query))
    groups = [unit for pair in changes.groups if pair.new for unit in pair.new.places]
    duties = [unit for pair in changes.duties if pair.new for unit in pair.new.parts]
    return tuple(dict.fromkeys((*before, *groups, *duties)))
