"""Making a conference of a confirmed plan: sessions, invited groups with their places, invitations, duties, pings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.calendar.working_days import Calendar
from bot.config import Settings
from bot.db.transaction import Session
from bot.messages.plan_words import chair_words
from bot.plan_reader.form import event_title
from bot.services import audit, duties, reminders
from bot.services.access import Action, Actor, require
from bot.services.plan_meanings import meanings_of
from bot.services.plan_rows import add_duty, add_group, agenda_rows, invite, session_row
from bot.services.plan_units import units_of
from bot.services.plan_wanted import Wanted, wanted_of
from models.conferences import Conference, ConferenceOrganiser
from models.plans import Plan


async def make(
    session: Session, actor: Actor, plan: Plan, *, now: datetime, calendar: Calendar, settings: Settings
) -> Conference:
    """Make the conference of `plan`: rows only, nothing is sent.

    Names that are undecided or skipped mean nobody. New units enter the registry.
    """
    require(actor, Action.SEND_PLAN)
    reading = plan.reading or {}
    conference = Conference(
        plan_id=plan.id,
        title=event_title(reading),
        number=reading.get("number"),
        issuing_body=reading.get("issuing_body"),
        chair=chair_words(reading.get("chair")),
        agenda=agenda_rows(reading),
        created_at=now,
    )
    session.add(conference)
    await session.flush()
    session.add_all(_organisers(conference.id, {actor.person_id, plan.sent_by}))
    meanings = await meanings_of(session, reading, await units_of(session, plan.id), now=now)
    wanted = wanted_of(reading, meanings, settings.office.language)
    session.add_all(session_row(conference.id, place, part) for place, part in enumerate(wanted.sessions))
    for place, group in enumerate(wanted.groups):
        await add_group(session, conference.id, place, group)
    for place, duty in enumerate(wanted.duties):
        await add_duty(session, conference.id, place, duty)
    await invite(session, conference.id, (*meanings.invited, *on_duty(wanted)))
    await session.flush()
    await duties.compute_due(session, conference.id, calendar)
    await reminders.plan_conference(session, conference.id, now=now, calendar=calendar, settings=settings)
    audit.note(session, actor, "conference.made", f"conference {conference.id}", now=now, plan=plan.id)
    return conference


def _organisers(conference_id: int, people: Iterable[int]) -> Iterator[ConferenceOrganiser]:
    """Yield the organisers: whoever sent the plan and whoever confirmed it."""
    return (ConferenceOrganiser(conference_id=conference_id, person_id=person) for person in sorted(people))


def on_duty(wanted: Wanted) -> Iterator[int]:
    """Yield the units on duty, in the order of the plan."""
    for duty in wanted.duties:
        yield from duty.parts
