"""The database behind a bot, read by connections of our own while the bot works, is down, or is gone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import NullPool, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from tests.faults.process import Place
from tests.faults.seed import PINGED

COUNTS = (
    "SELECT (SELECT count(*) FROM inbox), (SELECT count(*) FROM inbox WHERE state = 'waiting')"
    " + (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending'))"
    " + (SELECT count(*) FROM job WHERE state IN ('waiting', 'working'))"
    " + (SELECT count(*) FROM reminder JOIN assignment ON assignment.id = assignment_id"
    f" JOIN duty ON duty.id = duty_id WHERE reminder.state = 'open' AND text = '{PINGED}')"
)
UNDER_WAY = "SELECT count(*) FROM outbox WHERE state = 'sending' AND lane < 3"


class Store:
    """Reads an SQLite file or a PostgreSQL database; it never writes."""

    def __init__(self, place: Place) -> None:
        self._lite = make_url(place.address).get_backend_name() == "sqlite"
        address = f"sqlite+aiosqlite:///file:{place.database}?mode=ro&uri=true" if self._lite else place.address
        self._engine = create_async_engine(address, poolclass=NullPool)

    async def rows(self, query: str) -> Sequence[Sequence[Any]]:
        """Return what `query` gives. Raises DBAPIError where the database, or its tables, aren't there."""
        async with self._engine.connect() as connection:
            return (await connection.execute(text(query))).all()

    async def open_rows(self) -> tuple[int, int]:
        """Return how many updates are stored, and how many rows of inbox, outbox, jobs and pings have no end yet."""
        try:
            updates, others = (await self.rows(COUNTS))[0]
        except (DBAPIError, OSError):  # the first start is still making the tables, or the server is down
            return 0, 0
        return int(updates), int(others)

    async def under_way(self) -> int:
        """Return how many calls a killed bot had claimed that may be made once more: all but those of broadcasts."""
        try:
            return int((await self.rows(UNDER_WAY))[0][0])
        except (DBAPIError, OSError):
            return 0

    async def sound(self) -> bool:
        """Return whether SQLite finds its file whole (PostgreSQL has no such question)."""
        return not self._lite or (await self.rows("PRAGMA integrity_check"))[0][0] == "ok"
