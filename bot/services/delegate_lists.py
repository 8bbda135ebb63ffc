"""A unit's list for one conference: whether it may be changed, and the unit's own "that is all"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.calendar.working_days import Calendar
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.services import reminders
from bot.services.access import Action, Actor, require
from bot.services.audit import note
from bot.services.conferences import is_over
from bot.services.delegate_ground import delegates_of, list_of
from bot.services.versions import require_version
from models.conferences import Conference, ConferenceState
from models.invitations import Invitation


@dataclass(frozen=True)
class Gate:
    """A list that may be changed: directly, or (once it is `late`) by asking the organisers."""

    conference: Conference
    invitation: Invitation
    late: bool


async def gate(
    session: Session, actor: Actor, conference_id: int, unit_id: int, *, now: datetime, action: Action
) -> Gate:
    """Let `actor` act for the unit in a conference that still runs, and lock the unit's list.

    Raises:
        Refusal: another unit's matter, the conference is over, or the unit isn't invited.
    """
    require(actor, action, unit_id=unit_id)
    invitation = await list_of(session, conference_id, unit_id)
    conference = await session.get_one(Conference, conference_id)
    if await ended(session, conference, now=now):
        raise Refusal("delegates.over")
    return Gate(conference, invitation, is_late(conference, now))


async def ended(session: Session, conference: Conference, *, now: datetime) -> bool:
    """Return whether nothing can be changed any more: the conference is over, closed or cancelled."""
    return conference.state is not ConferenceState.RUNNING or await is_over(session, conference.id, now)


def is_late(conference: Conference, now: datetime) -> bool:
    """Return whether the lists were due before `now`."""
    return conference.lists_due is not None and now > conference.lists_due


async def invitation_of(session: Session, actor: Actor, invitation_id: int) -> Invitation:
    """Return an invitation of a unit that the actor acts for.

    Raises:
        Refusal: there is none (the button is of another time), or it is another unit's.
    """
    invitation = await session.get(Invitation, invitation_id)
    if invitation is None:
        raise Refusal("common.old_button")
    require(actor, Action.SEE_UNIT, unit_id=invitation.unit_id)
    return invitation


async def complete(
    session: Session, actor: Actor, invitation_id: int, *, now: datetime, version: int | None = None
) -> Invitation:
    """Note the unit's word that its list is complete: nothing more is asked for.

    Raises:
        Refusal: nobody is on the list; Stale: the list has changed since.
    """
    invitation = await _own(session, actor, invitation_id, now=now, version=version)
    if not await delegates_of(session, invitation.conference_id, invitation.unit_id):
        raise Refusal("delegates.nobody")
    invitation.list_complete_at, invitation.version = now, invitation.version + 1
    note(session, actor, "list.completed", f"invitation {invitation.id}", now=now)
    await reminders.cancel(session, invitation_id=invitation.id, now=now)
    return invitation


async def reopen(
    session: Session,
    actor: Actor,
    invitation_id: int,
    *,
    now: datetime,
    calendar: Calendar,
    settings: Settings,
    version: int | None = None,
) -> Invitation:
    """Take the word back: people are still to be entered, and pings for the list go on.

    Raises:
        Stale: the list has changed since.
    """
    invitation = await _own(session, actor, invitation_id, now=now, version=version)
    await owed_again(session, actor, invitation, now=now, calendar=calendar, settings=settings)
    return invitation


async def owed_again(
    session: Session, actor: Actor, invitation: Invitation, *, now: datetime, calendar: Calendar, settings: Settings
) -> None:
    """Note that a list isn't complete (any more), and plan its pings anew."""
    if invitation.list_complete_at is not None:
        invitation.list_complete_at, invitation.version = None, invitation.version + 1
        note(session, actor, "list.reopened", f"invitation {invitation.id}", now=now)
    await session.flush()
    await reminders.plan_invitation(session, invitation.id, now=now, calendar=calendar, settings=settings)


async def _own(session: Session, actor: Actor, invitation_id: int, *, now: datetime, version: int | None) -> Invitation:
    found = await invitation_of(session, actor, invitation_id)
    opened = await gate(session, actor, found.conference_id, found.unit_id, now=now, action=Action.ENTER_DELEGATES)
    require_version(opened.invitation.version, version)
    return opened.invitation
