"""A unit's list for one conference: whether it may be changed, and the unit's own "that is all"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, select

from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.services import reminders
from bot.services.access import Action, Actor, require
from bot.services.audit import note
from bot.services.conferences import OVER, is_over
from bot.services.delegate_ground import delegates_of, list_of
from bot.services.seats import PLACED
from bot.services.versions import require_version
from models.conferences import Conference, ConferenceState
from models.invitations import Invitation
from models.people import Membership
from models.units import Unit


@dataclass(frozen=True)
class Gate:
    """A list that may be changed: directly, or (once it is `late`) by asking the organisers.

    `unit` is the unit's name; `placed`: the composition names the unit.
    """

    conference: Conference
    invitation: Invitation
    late: bool
    unit: str
    placed: bool


# Built once: building them costs more than running them.
LOCKED = (
    select(Invitation)
    .where(Invitation.id == bindparam("invitation_id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
OWN = LOCKED.where(
    exists().where(
        Membership.unit_id == Invitation.unit_id,
        Membership.person_id == bindparam("person_id"),
        Membership.ended_at.is_(None),
    )
)
AROUND = (
    select(Conference, OVER, Unit.__table__.c.name, PLACED)
    .select_from(Invitation)
    .join(Conference, Conference.id == Invitation.conference_id)
    .join(Unit.__table__, Unit.__table__.c.id == Invitation.unit_id)
    .where(Invitation.id == bindparam("invitation_id"))
)
"""What stands around a list; read once it is locked, so that it is as true as the list."""


async def gate(
    session: Session, actor: Actor, conference_id: int, unit_id: int, *, now: datetime, action: Action
) -> Gate:
    """Let `actor` act for the unit in a conference that still runs, and lock the unit's list.

    Raises:
        Refusal: another unit's matter, the conference is over, or the unit isn't invited.
    """
    require(actor, action, unit_id=unit_id)
    return await _opened(session, await list_of(session, conference_id, unit_id), now=now)


async def own_gate(session: Session, actor: Actor, invitation_id: int, *, now: datetime, action: Action) -> Gate:
    """Do the same by the invitation's id. Only what `actor` may see is locked.

    Raises:
        Refusal: there is none (the button is of another time), another unit's matter, or the conference is over.
    """
    query = LOCKED if actor.may_all(Action.SEE_UNIT) else OWN
    invitation = await session.scalar(query, {"invitation_id": invitation_id, "person_id": actor.person_id})
    if invitation is None:  # to be refused, unless it came into being just now
        found = await invitation_of(session, actor, invitation_id)
        invitation = await list_of(session, found.conference_id, found.unit_id)
    require(actor, action, unit_id=invitation.unit_id)
    return await _opened(session, invitation, now=now)


async def _opened(session: Session, invitation: Invitation, *, now: datetime) -> Gate:
    """Read what stands around a list that is locked.

    Raises:
        Refusal: the conference is over.
    """
    today = now.astimezone(OFFICE_ZONE).date()
    found = await session.execute(AROUND, {"invitation_id": invitation.id, "today": today})
    conference, over, unit, placed = found.one()
    if over or conference.state is not ConferenceState.RUNNING:
        raise Refusal("delegates.over")
    return Gate(conference, invitation, is_late(conference, now), unit, placed)


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
    opened = await own_gate(session, actor, invitation_id, now=now, action=Action.ENTER_DELEGATES)
    require_version(opened.invitation.version, version)
    return opened.invitation
