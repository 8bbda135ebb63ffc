"""Who may: one table of action × role, read in the same transaction as the change it guards.

Authority is the numeric Telegram id and a role row. Names, chats, forwarded messages and having a button on screen
grant nothing. The table drives the code, the help texts and the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from bot.db.transaction import Session
from bot.errors import Refusal
from models.conferences import ConferenceOrganiser
from models.people import Membership, Organiser, Person


class Role(StrEnum):
    """What someone is to the bot; one person may be several."""

    OWNER = "owner"
    ORGANISER = "organiser"
    FOCAL = "focal"
    ANYONE = "anyone"


class Action(StrEnum):
    """What can be done; an action that is missing here does not exist."""

    MANAGE_ORGANISERS = "manage_organisers"
    MANAGE_UNITS = "manage_units"
    MANAGE_CALENDAR = "manage_calendar"
    ISSUE_CODES = "issue_codes"
    SEND_PLAN = "send_plan"
    RUN_CONFERENCE = "run_conference"
    SEE_UNIT = "see_unit"
    ANSWER_INVITATION = "answer_invitation"
    ENTER_DELEGATES = "enter_delegates"
    REPORT_DUTY = "report_duty"
    SEE_OWN_DATA = "see_own_data"


OFFICE = frozenset({Role.OWNER, Role.ORGANISER})
TABLE: dict[Action, frozenset[Role]] = {
    Action.MANAGE_ORGANISERS: frozenset({Role.OWNER}),
    Action.MANAGE_UNITS: OFFICE,
    Action.MANAGE_CALENDAR: OFFICE,
    Action.ISSUE_CODES: OFFICE,
    Action.SEND_PLAN: OFFICE,
    Action.RUN_CONFERENCE: OFFICE,  # of the conferences they organise; an owner, of all
    Action.SEE_UNIT: frozenset({Role.FOCAL}),  # the units they act for, here and below
    Action.ANSWER_INVITATION: frozenset({Role.FOCAL}),
    Action.ENTER_DELEGATES: frozenset({Role.FOCAL}),
    Action.REPORT_DUTY: frozenset({Role.FOCAL}),
    Action.SEE_OWN_DATA: frozenset({Role.ANYONE}),
}


@dataclass(frozen=True)
class Actor:
    """Who acts, with the roles read in this transaction. `unit_ids` are the units a focal person acts for."""

    person_id: int
    telegram_id: int
    language: str
    name: str | None
    roles: frozenset[Role]
    unit_ids: tuple[int, ...] = ()

    def may(self, action: Action) -> bool:
        """Return whether some role of the actor has `action` at all; on which object is asked of `require`."""
        return bool(TABLE[action] & self.roles)


async def actor_of(session: Session, person: Person, owners: tuple[int, ...]) -> Actor:
    """Read the roles of `person`."""
    roles = {Role.ANYONE}
    if person.telegram_id in owners:
        roles.add(Role.OWNER)
    grant = select(Organiser.id).where(Organiser.person_id == person.id, Organiser.ended_at.is_(None))
    if await session.scalar(grant):
        roles.add(Role.ORGANISER)
    member = select(Membership.unit_id).where(Membership.person_id == person.id, Membership.ended_at.is_(None))
    unit_ids = tuple(await session.scalars(member.order_by(Membership.unit_id)))
    if unit_ids:
        roles.add(Role.FOCAL)
    return Actor(person.id, person.telegram_id, person.language, person.full_name, frozenset(roles), unit_ids)


def require(actor: Actor, action: Action, *, unit_id: int | None = None) -> None:
    """Let `actor` do `action`, on the unit `unit_id` where it concerns one.

    Raises:
        Refusal: they may not.
    """
    if not actor.may(action):
        raise Refusal("access.denied")
    if unit_id is not None and unit_id not in actor.unit_ids:
        raise Refusal("access.other_unit")


async def require_conference(session: Session, actor: Actor, conference_id: int) -> None:
    """Let `actor` run the conference: its organisers may, and owners.

    Raises:
        Refusal: they may not.
    """
    require(actor, Action.RUN_CONFERENCE)
    if Role.OWNER in actor.roles:
        return
    own = select(ConferenceOrganiser.id).where(
        ConferenceOrganiser.conference_id == conference_id, ConferenceOrganiser.person_id == actor.person_id
    )
    if await session.scalar(own) is None:
        raise Refusal("access.other_conference")
