"""Who may: roles are read in the same transaction as the change that they guard, and the table decides.

Authority is the numeric Telegram id and a role row. Names, chats, forwarded messages and having a button on screen
grant nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.services.rights import TABLE, Action, Role, Scope
from models.conferences import Conference, ConferenceOrganiser
from models.people import Membership, Organiser, Person

__all__ = [
    "TABLE",
    "Action",
    "Actor",
    "Role",
    "Scope",
    "acting",
    "actor_of",
    "require",
    "require_conference",
    "require_object",
]

OFFICE = frozenset({Role.OWNER, Role.ORGANISER})


@dataclass(frozen=True)
class Actor:
    """Who acts, with the roles read in this transaction. `unit_ids` are the units a focal person acts for."""

    person_id: int
    telegram_id: int
    language: str
    name: str | None
    roles: frozenset[Role]
    unit_ids: tuple[int, ...] = ()

    def scopes(self, action: Action) -> frozenset[Scope]:
        """Return on which objects the actor's roles have `action`; none: not at all."""
        return frozenset(scope for role, scope in TABLE[action].items() if role in self.roles)

    def may(self, action: Action) -> bool:
        """Return whether some role of the actor has `action` at all; on which object is asked of `require`."""
        return bool(self.scopes(action))

    def may_all(self, action: Action) -> bool:
        """Return whether the actor has `action` on every object: a list needn't be cut down to theirs."""
        return Scope.ALL in self.scopes(action)

    @property
    def in_office(self) -> bool:
        """Whether the actor is of the office (an owner or organiser), not of a unit."""
        return bool(OFFICE & self.roles)


async def actor_of(session: Session, person: Person, owners: tuple[int, ...]) -> Actor:
    """Read the roles of `person`."""
    grant = select(Organiser.id).where(Organiser.person_id == person.id, Organiser.ended_at.is_(None))
    organises = await session.scalar(grant) is not None
    member = select(Membership.unit_id).where(Membership.person_id == person.id, Membership.ended_at.is_(None))
    unit_ids = tuple(await session.scalars(member.order_by(Membership.unit_id)))
    return acting(person, owners, organises=organises, unit_ids=unit_ids)


def acting(
    person: Person, owners: tuple[int, ...], *, organises: bool = False, unit_ids: tuple[int, ...] = ()
) -> Actor:
    """Return `person` as an actor, with the roles that follow from what was read in this transaction."""
    held = {Role.ANYONE: True, Role.OWNER: person.telegram_id in owners, Role.ORGANISER: organises}
    held[Role.FOCAL] = bool(unit_ids)
    roles = frozenset(role for role, has in held.items() if has)
    return Actor(person.id, person.telegram_id, person.language, person.full_name, roles, unit_ids)


def require(actor: Actor, action: Action, *, unit_id: int | None = None, person_id: int | None = None) -> None:
    """Let `actor` do `action`: on an object of the unit `unit_id`, or one that the person `person_id` sent.

    Without an object it is asked whether the actor has the action at all; whoever lists then shows only theirs.

    Raises:
        Refusal: they may not.
    """
    scopes = actor.scopes(action)
    if not scopes:
        raise Refusal("access.denied")
    if Scope.ALL in scopes:
        return
    if unit_id is not None and not (Scope.OWN_UNIT in scopes and unit_id in actor.unit_ids):
        raise Refusal("access.other_unit")
    if person_id is not None and not (Scope.OWN in scopes and person_id == actor.person_id):
        raise Refusal("access.other_person")


async def require_object(
    session: Session, actor: Actor, action: Action, *, conference_id: int, unit_id: int | None = None
) -> None:
    """Let `actor` do `action` on an object of a conference: as its organiser, or (`unit_id`) for the unit it is of.

    Raises:
        Refusal: they may not, or there is no such conference.
    """
    require(actor, action)
    if await session.get(Conference, conference_id) is None:
        raise Refusal("common.old_button")
    scopes = actor.scopes(action)
    if Scope.ALL in scopes or (Scope.OWN_UNIT in scopes and unit_id in actor.unit_ids):
        return
    if Scope.OWN_CONFERENCE not in scopes:
        raise Refusal("access.other_unit")
    own = select(ConferenceOrganiser.id).where(
        ConferenceOrganiser.conference_id == conference_id, ConferenceOrganiser.person_id == actor.person_id
    )
    if await session.scalar(own) is None:
        raise Refusal("access.other_conference")


async def require_conference(session: Session, actor: Actor, conference_id: int) -> None:
    """Let `actor` run the conference: its organisers may, and owners.

    Raises:
        Refusal: they may not.
    """
    await require_object(session, actor, Action.RUN_CONFERENCE, conference_id=conference_id)
