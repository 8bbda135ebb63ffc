"""The one place that begins and commits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.pulse import Pulse

Session = AsyncSession


class Wake:
    """Events that workers wait on; set after the commit that gave them work."""

    def __init__(self) -> None:
        self.inbox = asyncio.Event()
        self.outbox = asyncio.Event()
        self.jobs = asyncio.Event()
        self.reminders = asyncio.Event()
        self.boards = asyncio.Event()


class Transactions:
    """Opens transactions on a database and wakes the workers whose rows were written."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.wake = Wake()
        self.pulse = Pulse()

    @asynccontextmanager
    async def write(self, origin: str) -> AsyncIterator[Session]:
        """Open a writing transaction; commit at the end, undo all on an exception.

        `origin` names what the transaction answers to (`u17`, `job4`, `tick`): keys of outbox rows derive from it.
        """
        async with AsyncSession(self.database.writer, expire_on_commit=False) as session:
            session.info.update(origin=origin, puts=0, wake=set())
            async with session.begin():
                yield session
        for name in session.info["wake"]:
            getattr(self.wake, name).set()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Session]:
        """Open a reading transaction; what it changes is never kept."""
        async with AsyncSession(self.database.reader, expire_on_commit=False, autoflush=False) as session:
            yield session


def wakes(session: Session, worker: str) -> None:
    """Wake `worker` (a name of `Wake`) once the transaction is committed."""
    session.info["wake"].add(worker)
