"""A process that enters delegates for many units at once: `-m tests.faults.writers GUARD FIRST COUNT --config FILE`.

It says `ready`, waits for a line on its standard input, then enters one delegate for each of COUNT people from FIRST
on, each in a transaction of its own, all begun at once; where the database is busy it insists, as the bot does. GUARD
is `kept`, or `missing`: then no row is locked and no transaction is begun (SQLite), and what was counted is acted on
only when another process has counted too.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from bot.clock import SystemClock
from bot.config import load
from bot.db.away import insisting
from bot.db.engine import Database
from bot.db.transaction import Transactions
from bot.errors import Refusal
from bot.services import delegates
from bot.services.access import actor_of
from bot.services.delegate_checks import Entry
from models.invitees import InviteeGroup
from models.people import Person
from tests.faults.seed import FIRST_FOCAL

WRITERS = ("-m", "tests.faults.writers")
LOCK, BEGIN = " FOR UPDATE OF invitee_group", "BEGIN IMMEDIATE"
PATIENT = "PRAGMA busy_timeout=60000"
"""What stands instead of BEGIN: each statement is a transaction of its own, and waits for those of others."""
COUNTED = "count(*) AS count_1, sum(CASE"


def without_locks(folder: Path) -> None:
    """Take the locks out of statements; wait, once, after the count until another process has counted."""

    @event.listens_for(Engine, "before_cursor_execute", retval=True)
    def _unlocked(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> tuple[str, Any]:
        return statement.replace(LOCK, "").replace(BEGIN, PATIENT), parameters

    @event.listens_for(Engine, "after_cursor_execute")
    def _met(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if COUNTED in statement:
            (folder / f"counted.{os.getpid()}").touch()
            while len(list(folder.glob("counted.*"))) < 2:
                time.sleep(0.01)


async def enter(transactions: Transactions, number: int) -> None:
    """Enter a delegate for the unit of one person; no seat left is an answer too."""
    clock = SystemClock()
    try:
        async with transactions.write(f"u{number}") as session:
            person = (await session.scalars(select(Person).where(Person.telegram_id == FIRST_FOCAL + number))).one()
            group = (await session.scalars(select(InviteeGroup))).one()
            actor = await actor_of(session, person, ())
            entry = Entry(f"Nguyễn Thị {'ABCDEFGHIJ'[number % 10]}", "Giám đốc", None, "in_person", group.id)
            await delegates.enter(session, actor, group.conference_id, actor.unit_ids[0], [entry], now=clock.now())
    except Refusal as refusal:
        assert refusal.key == "checks.refused_no_seat", refusal.key  # noqa: PT017 - no test of pytest's


async def main(guard: str, first: int, count: int, config: Path) -> None:
    """Wait for the word and enter."""
    database = Database(load(config).database.url)
    if guard == "missing":
        without_locks(config.parent)
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    transactions = Transactions(database)
    people = range(first, first + count)
    await asyncio.gather(*(insisting(partial(enter, transactions, number), "writer") for number in people))
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[5])))
