"""The ground that a change of a unit's delegates stands on: the lock of the list, its places, and who is entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.services.delegate_checks import Known, key_of
from bot.services.seats import Seats, seats_of
from models.delegates import Delegate, DelegateState
from models.invitations import Invitation


@dataclass(frozen=True)
class Ground:
    """What a change is checked against: the unit's places, its delegates, and who else is entered elsewhere."""

    seats: dict[int, Seats]
    own: tuple[Known, ...]
    elsewhere: frozenset[str]


async def delegates_of(session: Session, conference_id: int, unit_id: int) -> list[Delegate]:
    """Return the unit's delegates in the order of entry."""
    query = select(Delegate).where(
        Delegate.conference_id == conference_id,
        Delegate.unit_id == unit_id,
        Delegate.state == DelegateState.ENTERED,
    )
    return list(await session.scalars(query.order_by(Delegate.id)))


async def delegates_by_unit(session: Session, conference_id: int) -> dict[int, int]:
    """Return how many delegates are on the list of each unit that has any, by unit id."""
    query = (
        select(Delegate.unit_id, func.count())
        .where(Delegate.conference_id == conference_id, Delegate.state == DelegateState.ENTERED)
        .group_by(Delegate.unit_id)
    )
    return dict((await session.execute(query)).all())


async def ground(
    session: Session, conference_id: int, unit_id: int, names: Sequence[str], *, lock: bool = False
) -> Ground:
    """Read what people called `names` are checked against; with `lock` it stays so until the commit."""
    if lock:
        await list_of(session, conference_id, unit_id)
    seats = await seats_of(session, conference_id, unit_id, lock=lock)
    own = await delegates_of(session, conference_id, unit_id)
    return Ground(
        {place.group_id: place for place in seats},
        tuple(Known(d.full_name, d.position, d.person_key) for d in own),
        await _elsewhere(session, conference_id, unit_id, names),
    )


async def fresh_delegate(session: Session, delegate_id: int) -> Delegate:
    """Lock the list that a delegate is on and return the delegate as it is now.

    Raises:
        Refusal: they are no longer on the list.
    """
    row = await session.get(Delegate, delegate_id)
    if row is not None:
        await list_of(session, row.conference_id, row.unit_id)
        await session.refresh(row)
    if row is None or row.state is not DelegateState.ENTERED:
        raise Refusal("delegates.gone")
    return row


async def list_of(session: Session, conference_id: int, unit_id: int, *, lock: bool = True) -> Invitation:
    """Return the unit's invitation as it is now; with `lock` its list is locked till the end of the transaction.

    Every change of the list begins here.

    Raises:
        Refusal: the unit isn't invited.
    """
    query = select(Invitation).where(Invitation.conference_id == conference_id, Invitation.unit_id == unit_id)
    query = query.execution_options(populate_existing=True)
    invitation = await session.scalar(query.with_for_update() if lock else query)
    if invitation is None:
        raise Refusal("delegates.not_invited")
    return invitation


async def _elsewhere(session: Session, conference_id: int, unit_id: int, names: Sequence[str]) -> frozenset[str]:
    """Return the keys of those `names` that other units entered for the same conference."""
    wanted = {key_of(name) for name in names}
    query = select(Delegate.person_key).where(
        Delegate.conference_id == conference_id,
        Delegate.unit_id != unit_id,
        Delegate.state == DelegateState.ENTERED,
        Delegate.person_key.in_([key for name in wanted for key in (name, f"{name} 2")]),
    )
    return frozenset(key_of(key) for key in await session.scalars(query))
