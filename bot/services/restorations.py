"""Returns from a copy: what would go out, shown to the owners, and their word that lets it go.

Until then the bot is held: it works what comes in, and sends to owners alone (bot.outbox.known).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update

from bot.config import Settings
from bot.db.transaction import Session, wakes
from bot.messages.restorations import Held, Waiting
from bot.outbox.known import is_known
from bot.outbox.put import put
from bot.services import jobs, known_codes
from bot.services.access import Action, Actor, require
from bot.services.audit import note
from bot.services.office import owners_of
from models.inbox import StoredUpdate, UpdateState
from models.outbox import Lane, OutboxMessage, OutboxState
from models.reminders import TickMark
from models.restorations import Restoration

NAME = "held"


async def held(session: Session) -> Restoration | None:
    """Return the return from a copy that no owner has released yet."""
    return await session.scalar(select(Restoration).where(Restoration.released_at.is_(None)).order_by(Restoration.id))


async def overview(session: Session, actor: Actor, settings: Settings) -> Held | None:
    """Return what would go out; None where nothing is held.

    Raises:
        Refusal: the actor is no owner.
    """
    require(actor, Action.RELEASE_MESSAGES)
    row = await held(session)
    return await _shown(session, row, settings) if row is not None else None


async def _shown(session: Session, row: Restoration, settings: Settings) -> Held:
    all_of_them = await waiting(session, row, settings)
    old = await waiting(session, row, settings, old_only=True)
    return Held(row.id, row.copied_at, tuple(all_of_them), sum(lane.count for lane in old))


def _held_back(row: Restoration, settings: Settings, *, old_only: bool) -> ColumnElement[bool]:
    """Return the condition of the rows that wait for the release; `old_only`: from before the return."""
    message = OutboxMessage
    found = (message.state == OutboxState.WAITING) & message.chat_id.not_in(settings.owners.telegram_ids) & ~is_known()
    return found & (message.created_at < row.restored_at) if old_only else found


async def waiting(session: Session, row: Restoration, settings: Settings, *, old_only: bool = False) -> list[Waiting]:
    """Return how many messages of each lane would go out, the lane with the oldest first."""
    oldest = func.min(OutboxMessage.created_at)
    query = select(OutboxMessage.lane, func.count(), oldest).group_by(OutboxMessage.lane).order_by(oldest)
    found = await session.execute(query.where(_held_back(row, settings, old_only=old_only)))
    return [Waiting(Lane(lane), count, since) for lane, count, since in found]


async def release(
    session: Session, actor: Actor, number: int, settings: Settings, *, drop: bool, now: datetime
) -> bool:
    """Let messages go again, `drop`: without those from before the return; False where somebody did already.

    Raises:
        Refusal: the actor is no owner.
    """
    require(actor, Action.RELEASE_MESSAGES)
    row = await held(session)
    if row is None or row.id != number:
        return False
    await let_go(session, row, settings, drop=drop, now=now, actor=actor)
    return True


async def let_go(
    session: Session, row: Restoration, settings: Settings, *, drop: bool, now: datetime, actor: Actor | None = None
) -> None:
    """Release; `actor` None: from the console."""
    dropped = 0
    if drop:
        old = update(OutboxMessage).where(_held_back(row, settings, old_only=True))
        values = {"state": OutboxState.CANCELLED, "settled_at": now, "error": "dropped after a return from a copy"}
        result = await session.execute(old.values(values))
        dropped = int(result.rowcount)  # type: ignore[attr-defined]
    row.released_at = now
    await known_codes.forget(session)
    note(session, actor, "restoration.release", f"restoration {row.id}", now=now, dropped=dropped)
    wakes(session, "outbox")


class TellHeld:
    """The tick that shows the owners what would go out, once what the journal gave back has been worked."""

    async def run(self, session: Session, now: datetime, settings: Settings) -> bool:
        """Tell the owners where the bot is held and they haven't been told."""
        row = await held(session)
        if row is None or await self._busy(session) or await session.get(TickMark, (NAME, str(row.id))) is not None:
            return False
        session.add(TickMark(name=NAME, occurrence=str(row.id), done_at=now))
        shown = await _shown(session, row, settings)
        for owner in await owners_of(session, settings):
            key = f"{NAME}:{row.restored_at:%Y%m%dT%H%M%S}:{owner.id}"
            await put(session, owner, shown, now=now, lane=Lane.URGENT, key=key)
        return False

    async def _busy(self, session: Session) -> bool:
        waiting = select(StoredUpdate.update_id).where(StoredUpdate.state == UpdateState.WAITING).limit(1)
        return await session.scalar(waiting) is not None or await jobs.any_open(session)

    async def next(self, session: Session, now: datetime, settings: Settings) -> datetime | None:
        """Need no alarm: the safety ring comes often enough."""
        return None
