"""Confirming a draft: what it still lacks, and the conference that is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.calendar.working_days import Calendar
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.plan_checks import unseen
from bot.messages.plan_draft import Draft
from bot.plan_reader.form import kept
from bot.services import plan_units
from bot.services.access import Actor
from bot.services.conference_making import make
from bot.services.plans import draft_of
from models.conferences import Conference
from models.plans import PlanState


def gaps(draft: Draft, today: date) -> tuple[str, ...]:
    """Return what a draft lacks before a conference is made of it (keys of `plans.gap_…`), a day to come included."""
    reading = draft.reading
    meetings = kept(reading, "s")
    lacking = {
        "title": not reading.get("title"),
        "number": not reading.get("number"),
        "session": not meetings,
        "day": any(not (m.get("window") and m["window"][0] == m["window"][1]) for m in meetings),
        "past": bool(meetings) and all(_last_day(m) < today.isoformat() for m in meetings),
        "venue": any(not m.get("venue") for m in meetings),
        "groups": not kept(reading, "g"),
        "duties": not kept(reading, "d"),
        "units": draft.units.undecided > 0,
        "checks": bool(unseen(reading)),
    }
    return tuple(gap for gap, lacks in lacking.items() if lacks)


def _last_day(meeting: Mapping[str, Any]) -> str:
    """Return the last possible day of a session as text that sorts; one whose window is open is never past."""
    return str((meeting.get("window") or ["9999", "9999"])[1] or "9999")


async def confirm(
    session: Session, actor: Actor, plan_id: int, *, now: datetime, calendar: Calendar, settings: Settings
) -> Conference:
    """Make the conference of a draft.

    Raises:
        Refusal: the draft is another's or no draft, or it has no title.
    """
    plan = await draft_of(session, actor, plan_id)
    if not (plan.reading or {}).get("title"):
        raise Refusal("plans.needed")
    await plan_units.match(session, plan, now=now)
    conference = await make(session, actor, plan, now=now, calendar=calendar, settings=settings)
    plan.state, plan.version = PlanState.CONFIRMED, plan.version + 1
    return conference
