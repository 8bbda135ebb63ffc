"""Bots with one guard taken out: the checker must find what each of them does wrong.

`python -m tests.faults.mutants NAME --config FILE` runs one. The switches stand here, in the tests; the product has
none.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web
from sqlalchemy import or_, select, update

from bot import logs
from bot.app import App
from bot.clock import SystemClock
from bot.config import Settings, load
from bot.db.elected import ElectedLeader
from bot.db.fence import NAME
from bot.db.lock import only_process
from bot.db.transaction import Session
from bot.inbox.poller import Poller
from bot.inbox.store import claim
from bot.inbox.webhook import Webhook
from bot.inbox.worker import Worker
from bot.outbox.dispatcher import Dispatcher
from bot.outbox.outcome import Outcome, Refused, Unsure, Wait
from bot.run import brought_up
from bot.services import pings
from models.inbox import StoredUpdate, UpdateState
from models.outbox import OutboxMessage, OutboxState
from models.reminders import Reminder, ReminderState
from tests.faults.entry import until_stopped

PRESENT = "SELECT epoch FROM leadership WHERE name = $1"


class AcknowledgingFirst(Poller):
    """Asks for the next updates, which acknowledges the last ones, before it stores those."""

    _kept: list[dict[str, Any]]

    async def _fetch(self, offset: int) -> list[dict[str, Any]]:
        kept: list[dict[str, Any]] = getattr(self, "_kept", [])
        self._kept = await super()._fetch(kept[-1]["update_id"] + 1 if kept else offset)
        return kept


class AnsweringFirst(Webhook):
    """Tells Telegram that an update is stored, and stores it then."""

    _later: set[asyncio.Task[Any]]

    async def _post(self, request: web.Request) -> web.Response:
        await request.read()

        async def store_later() -> None:
            await asyncio.sleep(0.3)
            await super(AnsweringFirst, self)._post(request)

        self._later = getattr(self, "_later", set())
        self._later.add(asyncio.create_task(store_later()))
        return web.Response()


class Answering(App):
    """Has that webhook."""

    async def _webhook(self) -> None:
        await AnsweringFirst(self.bot, self.transactions, self.clock, self.settings.telegram).run()


class Gullible(Poller):
    """Takes an update that Telegram sends again for another one."""

    async def _store(self, updates: list[dict[str, Any]]) -> None:
        await super()._store(updates)
        await super()._store([{**each, "update_id": each["update_id"] + 10**6} for each in updates])


class MarkingLater(Worker):
    """Commits the effect of an update, and in another transaction that it is done."""

    async def work_one(self) -> bool:
        async with self._transactions.write("claim") as session:
            row = await claim(session, now=self._clock.now())
            if row is None:
                return False
            session.info.update(origin=f"u{row.update_id}", puts=random.randrange(10**9))
            await self._work(session, row)
        await asyncio.sleep(3)
        async with self._transactions.write("done") as session:
            fresh = await session.get_one(StoredUpdate, (row.bot_id, row.update_id))
            fresh.state = UpdateState.DONE
        return True


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
    """Doesn't look whether an older message to the same chat is still owed."""

    async def _claim(self, busy: Collection[int]) -> tuple[OutboxMessage | None, float]:
        row, now = OutboxMessage, self._clock.now()
        ready = or_(row.not_before.is_(None), row.not_before <= now)
        query = select(row).where(row.state == OutboxState.WAITING, ready, row.chat_id.not_in(busy))
        async with self._leading.write("claim") as session:
            found = await session.scalar(query.order_by(row.id).limit(1))
            if found is not None:
                found.state, found.epoch = OutboxState.SENDING, self._epoch
        return found, 0.1


class Usurper(ElectedLeader):
    """Leads without asking who else does."""

    async def attempt(self, connection: Any) -> int | None:
        """Take the epoch that there is, or begin with the first."""
        epoch = await connection.fetchval(PRESENT, NAME)
        return int(epoch) if epoch is not None else await self._count_up(connection)


def _outcomes(app: App, change: Callable[[OutboxMessage, Outcome], Outcome]) -> None:
    """Let the dispatcher take another outcome for the true one."""
    deliver = app.dispatcher._deliver

    async def changed(row: OutboxMessage) -> Outcome:
        return change(row, await deliver(row))

    app.dispatcher._deliver = changed


def _impatient(_row: OutboxMessage, outcome: Outcome) -> Outcome:
    """Let every hold be over at once."""
    return replace(outcome, seconds=0.05) if isinstance(outcome, Wait) else outcome


def _hasty(_row: OutboxMessage, outcome: Outcome) -> Outcome:
    """Take what is in doubt for refused."""
    return Refused(outcome.reason) if isinstance(outcome, Unsure) else outcome


def _blind(row: OutboxMessage, outcome: Outcome) -> Outcome:
    """Send a broadcast in doubt again."""
    return Wait(0.1, outcome.reason) if isinstance(outcome, Unsure) and not row.again else outcome


def _tell_all(app: App) -> None:
    """Take whatever is due for still owed."""
    pings.verdict = lambda *_, **__: pings.Verdict.SEND


class PlanningTwice(pings.DueReminders):
    """Plans each ping a second time once it was told."""

    async def run(self, session: Session, now: datetime, settings: Settings) -> bool:
        """Ring, and plan the same anew."""
        more = await super().run(session, now, settings)
        query = select(Reminder).where(Reminder.state == ReminderState.SENT, Reminder.rule == "7d")
        for row in await session.scalars(query):
            row.rule = "7d told"
            again = Reminder(conference_id=row.conference_id, unit_id=row.unit_id, assignment_id=row.assignment_id)
            again.rule, again.due_at = "7d again", now
            session.add(again)
        return more


def _planning_twice(app: App) -> None:
    app.alarm._ticks = [PlanningTwice(), *app.alarm._ticks[1:]]


def _is(part: str, kind: type[Any]) -> Callable[[App], None]:
    """Return the change that makes a part of an App one of `kind`."""

    def change(app: App) -> None:
        (getattr(app, part) if part else app).__class__ = kind

    return change


CHANGES: dict[str, Callable[[App], None]] = {
    "acknowledges before it stores": _is("poller", AcknowledgingFirst),
    "answers 200 before it stores": _is("", Answering),
    "takes a repeated update for a new one": _is("poller", Gullible),
    "marks as done in a second commit": _is("worker", MarkingLater),
    "forgets what was half-sent": _is("dispatcher", Forgetful),
    "sends half-sent broadcasts again": _is("dispatcher", Repeating),
    "sends broadcasts in doubt again": lambda app: _outcomes(app, _blind),
    "takes an error of the server for a refusal": lambda app: _outcomes(app, _hasty),
    "lets news overtake what waits": _is("dispatcher", Overtaking),
    "forgets holds": lambda app: _outcomes(app, _impatient),
    "leads without the lock": _is("leader", Usurper),
    "doesn't look again before a ping": _tell_all,
    "plans a ping twice": _planning_twice,
}


async def serve(name: str, config: Path) -> None:
    """Run the mutant until it is killed."""
    settings = load(config)
    logs.configure(settings.log)
    app = App(settings, SystemClock())
    CHANGES[name](app)
    with only_process(app.database):
        await brought_up(app.database, app.clock)
        await app.run()


if __name__ == "__main__":
    asyncio.run(until_stopped(serve(sys.argv[1], Path(sys.argv[3]))))
