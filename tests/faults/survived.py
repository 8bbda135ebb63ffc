"""What a start finds in a folder after a power cut: is it sound, what does it hold, is anything there by halves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.clock import SystemClock
from bot.db.engine import Database
from bot.db.journal import Journal, Line
from bot.db.transaction import Transactions
from bot.errors import DieuPhoiError
from bot.run import brought_up
from bot.services.audit_chain import verify
from tests.faults.checker import ANSWER
from tests.faults.process import Place
from tests.faults.seed import MIGRATING
from tests.faults.store import Store
from tests.faults.tables import Tables, read

CLAIMED = "SELECT coalesce(sum(tries), 0) + count(CASE WHEN state = 'sending' THEN 1 END) FROM outbox"
SINCE = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Survived:
    """`refused`: why a start would not serve it, empty where it does; `whole`: neither file nor trail has a fault.

    `claimed` is how many calls are known to have left, or to be about to.
    """

    refused: str
    whole: bool
    tables: Tables
    claimed: int = 0
    journal: list[Line] = field(default_factory=list)

    @property
    def half(self) -> int:
        """How many updates are done without an effect, or have one and aren't done."""
        answered = {int(match[1]) for row in self.tables.outbox if (match := ANSWER.fullmatch(row.key))}
        done = {number for number, state in self.tables.inbox.items() if state == "done"}
        return len(answered ^ done)


async def survived(folder: Path) -> Survived:
    """Do with the folder what a start does before it serves, and read what is there."""
    place = Place(folder)
    database = Database(place.address)
    try:
        async with MIGRATING:
            await brought_up(database, SystemClock())
        async with Transactions(database).read() as session:
            verdict = await verify(session)
        store = Store(place)
        whole = verdict.fault is None and await store.sound()
        claimed = int((await store.rows(CLAIMED))[0][0])
        return Survived("", whole, await read(store), claimed, list(Journal(folder / "journal").read(SINCE)))
    except (DieuPhoiError, DBAPIError) as error:
        return Survived(str(error), False, Tables({}, []))
    finally:
        await database.close()
