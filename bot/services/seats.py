"""Seats: what a unit may still enter in each of its groups, counted under a lock where it is about to be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import case, exists, func, select

from bot.db.transaction import Session
from bot.services.conferences import sessions_of
from models.delegates import MODES, Delegate, DelegateState
from models.invitations import Invitation
from models.invitees import InviteeGroup, Place


@dataclass(frozen=True)
class Seats:
    """A unit's places in one group: its own number and what it entered, and what the whole group has left.

    None means that the plan states no number. `modes` are those in which the group may attend.
    """

    group_id: int
    label: str
    section: str | None
    modes: tuple[str, ...]
    seats: int | None
    entered: int
    group_left: int | None

    @property
    def left(self) -> int | None:
        """How many more the unit may enter, never below 0; None where nothing limits it."""
        limits = [self.seats - self.entered if self.seats is not None else None, self.group_left]
        known = [limit for limit in limits if limit is not None]
        return max(0, min(known)) if known else None


# Counting who is entered, as `seats_of` does, reads every delegate of the unit's groups.
PLACED = exists().where(
    Place.group_id == InviteeGroup.id,
    Place.unit_id == Invitation.unit_id,
    InviteeGroup.conference_id == Invitation.conference_id,
)
"""Whether the composition names the unit of a row of Invitation."""


async def seats_of(session: Session, conference_id: int, unit_id: int, *, lock: bool = False) -> list[Seats]:
    """Return the unit's places in the order of the composition.

    With `lock` the groups are locked till the end of the transaction (PostgreSQL: row locks, always in the same order;
    SQLite: the writing transaction is the lock), so that what is counted here still holds when the rows are written.
    """
    query = (
        select(InviteeGroup.id, InviteeGroup.label, InviteeGroup.section, InviteeGroup.mode, InviteeGroup.seats)
        .add_columns(Place.seats)
        .join(Place, Place.group_id == InviteeGroup.id)
        .where(InviteeGroup.conference_id == conference_id, Place.unit_id == unit_id)
    )
    if lock:
        query = query.order_by(InviteeGroup.id).with_for_update(of=InviteeGroup)
    groups = (await session.execute(query.order_by(InviteeGroup.place, InviteeGroup.id))).all()
    counts = await _counts(session, [group[0] for group in groups], unit_id)
    common = await _modes(session, conference_id)
    return [
        Seats(
            group_id,
            label,
            section,
            _modes_of(mode, common),
            own,
            counts.get(group_id, (0, 0))[1],
            total - counts.get(group_id, (0, 0))[0] if total is not None else None,
        )
        for group_id, label, section, mode, total, own in groups
    ]


def _modes_of(mode: str, common: tuple[str, ...]) -> tuple[str, ...]:
    """Return the modes that are open to a group: its own, both, or as the sessions are held."""
    return (mode,) if mode in MODES else MODES if mode == "both" else common


async def _counts(session: Session, group_ids: list[int], unit_id: int) -> Mapping[int, tuple[int, int]]:
    """Return by group how many are entered in all, and by the unit."""
    own = func.sum(case((Delegate.unit_id == unit_id, 1), else_=0))
    query = select(Delegate.group_id, func.count(), own).group_by(Delegate.group_id)
    query = query.where(Delegate.group_id.in_(group_ids), Delegate.state == DelegateState.ENTERED)
    return {group_id: (total, int(mine)) for group_id, total, mine in await session.execute(query)}


async def _modes(session: Session, conference_id: int) -> tuple[str, ...]:
    """Return the modes that the sessions offer, both where the plan names none."""
    offered = {mode for part in await sessions_of(session, conference_id) for mode in part.modes}
    return tuple(mode for mode in MODES if mode in offered) or MODES
