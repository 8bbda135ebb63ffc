"""Bots with one guard taken out: the checker must find what each of them does wrong.

`python -m tests.faults.mutants NAME --config FILE` runs one. The switches stand here, in the tests; the
product has none.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select

from bot import logs
from bot.app import App
from bot.clock import SystemClock
from bot.config import load
from bot.db.schema import upgrade
from bot.inbox.poller import Poller
from bot.inbox.store import claim
from bot.inbox.worker import Worker
from bot.outbox.dispatcher import Dispatcher
from bot.outbox.outcome import Outcome, Wait
from handlers.dispatch import handle
from models.inbox import StoredUpdate, UpdateState
from models.outbox import OutboxMessage, OutboxState
from tests.faults.kills import Kill, Point
from tests.faults.report import table
from tests.faults.trial import Trial
from tests.faults.trials import Run
from tests.faults.wire import Wire


class AcknowledgingFirst(Poller):
    """Asks for the next updates, which acknowledges the last ones, before it stores those."""

    _kept: list[dict[str, Any]]

    async def _fetch(self, offset: int) -> list[dict[str, Any]]:
        kept: list[dict[str, Any]] = getattr(self, "_kept", [])
        self._kept = await super()._fetch(kept[-1]["update_id"] + 1 if kept else offset)
        return kept


class MarkingLater(Worker):
    """Commits the effect of an update, and in another transaction that it is done."""

    async def work_one(self) -> bool:
        async with self._transactions.write("claim") as session:
            row = await claim(session, now=self._clock.now())
            if row is None:
                return False
            session.info.update(origin=f"u{row.update_id}", puts=random.randrange(10**9))
            await self._work(session, row)
        await asyncio.sleep(1)
        async with self._transactions.write("done") as session:
            fresh = await session.get_one(StoredUpdate, (row.bot_id, row.update_id))
            fresh.state = UpdateState.DONE
        return True


class Forgetful(Dispatcher):
    """Leaves rows that it finds half-sent as they are."""

    async def _recover(self) -> None:
        pass


class Overtaking(Dispatcher):
    """Doesn't look whether an older message to the same chat is still owed."""

    async def _claim(self, busy: Collection[int]) -> tuple[OutboxMessage | None, float]:
        row, now = OutboxMessage, self._clock.now()
        ready = or_(row.not_before.is_(None), row.not_before <= now)
        query = select(row).where(row.state == OutboxState.WAITING, ready, row.chat_id.not_in(busy))
        async with self._transactions.write("claim") as session:
            found = await session.scalar(query.order_by(row.id).limit(1))
            if found is not None:
                found.state = OutboxState.SENDING
        return found, 0.1


def _acknowledging_first(app: App) -> None:
    app.poller = AcknowledgingFirst(app.bot, app.transactions, app.clock)


def _marking_later(app: App) -> None:
    app.worker = MarkingLater(app.bot, app.transactions, handle, app.clock, app.settings)


def _dispatching(app: App, kind: type[Dispatcher]) -> None:
    old = app.dispatcher
    app.dispatcher = kind(app.transactions, old._deliver, app._recorded, app.clock, app.settings.limits)


def _impatient(app: App) -> None:
    """Let every hold be over at once."""
    deliver = app.dispatcher._deliver

    async def hasty(row: OutboxMessage) -> Outcome:
        outcome = await deliver(row)
        return replace(outcome, seconds=0.05) if isinstance(outcome, Wait) else outcome

    app.dispatcher = Dispatcher(app.transactions, hasty, app._recorded, app.clock, app.settings.limits)


@dataclass(frozen=True)
class Mutant:
    """A guard taken out of an App, the figure that must show it, and the kills that do (none: faults on the wire)."""

    change: Callable[[App], None]
    shown_by: str
    killed: Point | None = None


MUTANTS = {
    "acknowledges before it stores": Mutant(_acknowledging_first, "updates lost", Point.TAKEN),
    "marks as done in a second commit": Mutant(_marking_later, "effects twice", Point.SENDING),
    "forgets what was half-sent": Mutant(
        lambda app: _dispatching(app, Forgetful), "rows without an outcome", Point.SENDING
    ),
    "lets news overtake what waits": Mutant(lambda app: _dispatching(app, Overtaking), "out of order in their chat"),
    "forgets holds": Mutant(_impatient, "calls inside a hold"),
}


async def mutants(run: Run) -> None:
    """Run every mutant; those that go unseen break the run."""
    caught = [(name, await _caught(run, name, mutant)) for name, mutant in MUTANTS.items()]
    print(table("mutant -> caught by", [(f"{name} ->", found or "NOTHING") for name, found in caught]), flush=True)
    run.broken += [f"unseen: the bot that {name}" for name, found in caught if not found]


async def _caught(run: Run, name: str, mutant: Mutant) -> str:
    """Return the figure that shows the mutant, empty where it doesn't."""
    chance = run.random(name)
    trial = Trial(arguments=("-m", "tests.faults.mutants", name), longest=4, per_second=20, seconds=0.5)
    if mutant.killed is not None:
        trial.kills = [Kill(mutant.killed, chance.randint(1, 3), 0.0)]
    else:
        trial.wire, trial.seconds = Wire(chance, share=0.2), 3.0
        trial.people = 4  # so that somebody has several messages on the way
    found = await trial.run(run.folder / name, chance)
    return next((each for each in found.broken if each.startswith(mutant.shown_by)), "")


async def serve(name: str, config: Path) -> None:
    """Run the mutant until it is killed."""
    settings = load(config)
    logs.configure(settings.log)
    app = App(settings, SystemClock())
    MUTANTS[name].change(app)
    await upgrade(app.database, now=app.clock.now())
    await app.run()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], Path(sys.argv[3])))
