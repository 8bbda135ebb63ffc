"""The one place that begins and commits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.away import Away, is_away
from bot.db.engine import Database
from bot.db.fence import fence
from bot.db.journal import blank, keep
from bot.db.kept import OPTION, flush, write_kept
from bot.pulse import Pulse

Session = AsyncSession


class Wake:
    """Events that workers wait on; set after the commit that gave them work.

    `news` and `untold` are for the bell, which tells other processes (bot.db.bell).
    """

    NAMES = ("inbox", "outbox", "jobs", "reminders", "boards")

    def __init__(self) -> None:
        self.inbox = asyncio.Event()
        self.outbox = asyncio.Event()
        self.jobs = asyncio.Event()
        self.reminders = asyncio.Event()
        self.boards = asyncio.Event()
        self.news = asyncio.Event()
        self.untold: set[str] = set()

    def here(self, names: Iterable[str]) -> None:
        """Wake the workers of this process."""
        for name in names:
            getattr(self, name).set()

    def everywhere(self, names: set[str]) -> None:
        """Wake the workers of this process, and let those of others be told."""
        self.here(names)
        if names - self.untold:
            self.untold |= names
            self.news.set()


class Transactions:
    """Opens transactions on a database and wakes the workers whose rows were written."""

    def __init__(self, database: Database, epoch: int | None = None) -> None:
        self.database = database
        self.wake = Wake()
        self.pulse = Pulse()
        self._epoch = epoch

    def under(self, epoch: int) -> Transactions:
        """Return the same whose writes hold only as long as the leadership `epoch`."""
        fenced = Transactions(self.database, epoch)
        fenced.wake, fenced.pulse = self.wake, self.pulse
        return fenced

    @asynccontextmanager
    async def write(self, origin: str) -> AsyncIterator[Session]:
        """Open a writing transaction; commit at the end, undo all on an exception.

        `origin` names what the transaction answers to (`u17-261123`, `job4`): keys of outbox rows derive from it.

        Raises:
            Away: the database can't be reached or can't write.
            Deposed: the leadership under which this was to be written is over.
        """
        with _told_apart():
            async with self.database.writing() as session:  # to close what isn't committed is to undo it
                await begin(session, origin)
                if self._epoch is not None:
                    await fence(session, self._epoch)
                yield session
                await settle(session)
                keep(session, self.database.journal)
                await session.commit()
        blank(session, self.database.journal)
        self.wake.everywhere(session.info["wake"])

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Session]:
        """Open a reading transaction; what it changes is never kept.

        Raises:
            Away: the database can't be reached.
        """
        with _told_apart():
            async with AsyncSession(self.database.reader, expire_on_commit=False, autoflush=False) as session:
                yield session


async def begin(session: Session, origin: str) -> None:
    """Begin a writing transaction that answers to `origin`; that may have to wait for others."""
    session.info.update(origin=origin, puts=0, wake=set(), kept={}, journal=[], forget=set())
    await session.connection(execution_options={OPTION: session.info})


async def settle(session: Session) -> None:
    """Write all that is still to be written."""
    await flush(session)
    if session.info["kept"]:
        await session.run_sync(lambda plain: write_kept(plain.connection(), plain.info))


def wakes(session: Session, worker: str) -> None:
    """Wake `worker` (a name of `Wake`) once the transaction is committed."""
    session.info["wake"].add(worker)


@contextmanager
def _told_apart() -> Iterator[None]:
    """Raise Away for errors that tell of the database's state."""
    try:
        yield
    except Exception as error:
        if is_away(error):
            raise Away(str(error).partition("\n")[0]) from error
        raise
