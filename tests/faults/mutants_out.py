"""Bots that send, or lead, with one guard missing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.db.elected import ElectedLeader
from bot.db.fence import NAME
from bot.db.transaction import Transactions
from bot.outbox.dispatcher import Dispatcher
from bot.outbox.known import Gate
from bot.outbox.outcome import Outcome, Refused, Unsure, Wait
from models.outbox import OutboxMessage, OutboxState

PRESENT = "SELECT epoch FROM leadership WHERE name = $1"


class Forgetful(Dispatcher):
    """Leaves rows that it finds half-sent as they are."""

    async def _recover(self) -> None:
        """Settle nothing."""


class Repeating(Dispatcher):
    """Sends again whatever it finds half-sent, be it a broadcast."""

    async def _recover(self) -> None:
        stale = OutboxMessage.state == OutboxState.SENDING
        async with self._leading.write("recover") as session:
            await session.execute(update(OutboxMessage).where(stale).values(state=OutboxState.WAITING))


class Overtaking(Dispatcher):
    """Doesn't look whether an older message to the same chat is still owed: the newest goes first."""

    async def _claim(self, busy: Collection[int], most: int) -> tuple[list[OutboxMessage], float]:
        row, now = OutboxMessage, self._clock.now()
        ready = or_(row.not_before.is_(None), row.not_before <= now)
        query = select(row).where(row.state == OutboxState.WAITING, ready, row.chat_id.not_in(busy))
        async with self._leading.write("claim") as session:
            found = list(await session.scalars(query.order_by(row.id.desc()).limit(1)))
            for each in found:
                each.state, each.epoch = OutboxState.SENDING, self._epoch
        return found, 0.0 if found else 0.1


class Open(Gate):
    """Lets everything out, released or not."""

    async def among(self, session: AsyncSession) -> None:
        """Ask nobody."""


def let_out(app: App) -> None:
    """Hold nothing back after a return from a copy."""
    app.dispatcher._gate.__class__ = Open


class Usurper(ElectedLeader):
    """Leads without asking who else does."""

    async def attempt(self, connection: Any) -> int | None:
        """Take the epoch that there is, or begin with the first."""
        epoch = await connection.fetchval(PRESENT, NAME)
        return int(epoch) if epoch is not None else await self._count_up(connection)


class Deaf(ElectedLeader):
    """Takes itself for the leader for ever: it gives no sign of life, and hears of nobody who took over."""

    async def _beat(self, connection: Any, epoch: int) -> None:
        await asyncio.Event().wait()


class Unfenced(Transactions):
    """Lets any leadership write, be it over or not."""

    def under(self, epoch: int) -> Transactions:
        """Ask for no epoch."""
        return self


def change_outcomes(app: App, change: Callable[[OutboxMessage, Outcome], Outcome]) -> None:
    """Let the dispatcher take another outcome for the true one."""
    deliver = app.dispatcher._deliver

    async def changed(row: OutboxMessage) -> Outcome:
        return change(row, await deliver(row))

    app.dispatcher._deliver = changed


def impatient(_row: OutboxMessage, outcome: Outcome) -> Outcome:
    """Let every hold be over at once."""
    return replace(outcome, seconds=0.05) if isinstance(outcome, Wait) else outcome


def hasty(_row: OutboxMessage, outcome: Outcome) -> Outcome:
    """Take what is in doubt for refused."""
    return Refused(outcome.reason) if isinstance(outcome, Unsure) else outcome


def blind(row: OutboxMessage, outcome: Outcome) -> Outcome:
    """Send a broadcast in doubt again."""
    return Wait(0.1, outcome.reason) if isinstance(outcome, Unsure) and not row.again else outcome
