"""Making a conference of a confirmed plan: sessions, invited groups with their places, invitations, duties, pings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from bot.calendar.working_days import Calendar
from bot.config import Settings
from bot.db.transaction import Session
from bot.messages.plan_words import chair_words, deadline_words
from bot.messages.when import clock_of, when_of
from bot.plan_reader.form import Reading, event_title, kept, section
from bot.services import audit, duties, reminders
from bot.services.access import Action, Actor, require
from bot.services.plan_meanings import Meanings, meanings_of
from bot.services.plan_units import units_of
from models.conferences import Conference, ConferenceOrganiser, ConferenceSession
from models.duties import Assignment, Duty, Part
from models.invitations import Invitation
from models.invitees import InviteeGroup, Place
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
        agenda=[_row(row) for row in kept(reading, "a")],
        created_at=now,
    )
    session.add(conference)
    await session.flush()
    session.add_all(_organisers(conference.id, {actor.person_id, plan.sent_by}))
    session.add_all(_sessions(reading, conference.id))
    meanings = await meanings_of(session, reading, await units_of(session, plan.id), now=now)
    await _invite(session, reading, conference.id, meanings)
    on_duty = await _assign(session, reading, conference.id, meanings, settings.office.language)
    everybody = dict.fromkeys((*meanings.invited, *on_duty))
    session.add_all(Invitation(conference_id=conference.id, unit_id=unit_id) for unit_id in everybody)
    await session.flush()
    await duties.compute_due(session, conference.id, calendar)
    await reminders.plan_conference(session, conference.id, now=now, calendar=calendar, settings=settings)
    audit.note(session, actor, "conference.made", f"conference {conference.id}", now=now, plan=plan.id)
    return conference


def _organisers(conference_id: int, people: Iterable[int]) -> Iterator[ConferenceOrganiser]:
    """Yield the organisers: whoever sent the plan and whoever confirmed it."""
    return (ConferenceOrganiser(conference_id=conference_id, person_id=person) for person in sorted(people))


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {field: row.get(field) for field in ("start", "end", "content", "presenter")}


def _sessions(reading: Reading, conference_id: int) -> Iterator[ConferenceSession]:
    for place, meeting in enumerate(kept(reading, "s")):
        when, expected = when_of(meeting), meeting.get("expected_delegates") or {}
        yield ConferenceSession(
            conference_id=conference_id,
            place=place,
            name=meeting.get("name") or event_title(reading),
            precision=when.precision,
            first_day=when.first,
            last_day=when.last,
            start_time=when.start,
            end_time=when.end,
            half_day=when.half_day,
            venue=meeting.get("venue"),
            modes=list(meeting.get("modes") or []),
            delegates_min=expected.get("min"),
            delegates_max=expected.get("max"),
        )


async def _invite(session: Session, reading: Reading, conference_id: int, meanings: Meanings) -> None:
    """Make the groups of the composition, and the places of each unit in them."""
    for place, group in enumerate(kept(reading, "g")):
        row = InviteeGroup(
            conference_id=conference_id,
            place=place,
            label=group["label"],
            level=group.get("level"),
            mode=_mode(group, reading),
            seats=group.get("quota_total"),
            section=section(group),
        )
        session.add(row)
        await session.flush()
        units = meanings.of(group.get("units") or [])
        seats = group.get("quota_per_unit")
        if seats is None and len(units) == 1:
            seats = group.get("quota_total")
        session.add_all(Place(group_id=row.id, unit_id=unit_id, seats=seats) for unit_id in units)


def _mode(group: Mapping[str, Any], reading: Reading) -> str:
    """Return how a group attends: as the plan says of it, else as all sessions are held, else in person."""
    modes = {mode for meeting in kept(reading, "s") for mode in meeting.get("modes") or []}
    return group.get("mode") or (modes.pop() if len(modes) == 1 else "in_person")


async def _assign(
    session: Session, reading: Reading, conference_id: int, meanings: Meanings, language: str
) -> tuple[int, ...]:
    """Make the duties and each unit's part in them; return the units on duty."""
    on_duty: dict[int, None] = {}
    for place, duty in enumerate(kept(reading, "d")):
        row = _duty(duty, conference_id, place, language)
        session.add(row)
        await session.flush()
        parts = dict.fromkeys(meanings.of(duty.get("coordinating") or []), Part.COORDINATING)
        parts |= dict.fromkeys(meanings.of(duty.get("lead") or []), Part.LEAD)  # leading counts where a unit is both
        session.add_all(Assignment(duty_id=row.id, unit_id=unit_id, part=part) for unit_id, part in parts.items())
        on_duty.update(dict.fromkeys(parts))
    return tuple(on_duty)


def _duty(duty: Mapping[str, Any], conference_id: int, place: int, language: str) -> Duty:
    deadline = duty.get("deadline") or {}
    absolute = deadline.get("absolute")
    return Duty(
        conference_id=conference_id,
        place=place,
        text=duty["text"],
        section=section(duty),
        submit_to=duty.get("submit_to"),
        deadline_words=deadline_words(duty, language),
        deadline_day=date.fromisoformat(absolute) if absolute else None,
        deadline_hour=clock_of(duty.get("deadline_hour")),
        days_before_event=deadline.get("relative_days_before_event"),
        working_days=bool(duty.get("deadline_working_days")),
        before=bool(deadline.get("before")),
    )
