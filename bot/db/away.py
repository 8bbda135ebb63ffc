"""A database that is away: locked, full, restarting, cut off. Whoever needs it waits, and nothing is lost."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from collections.abc import Awaitable, Callable
from typing import NoReturn, TypeVar

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.pulse import beat

T = TypeVar("T")

SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}
POSTGRESQL = ("08", "25P03", "53", "57P", "58")
"""SQLSTATE classes (PostgreSQL, appendix A): connection, idle transaction ended, resources, shut down, system error."""

log = structlog.get_logger("database")


class Away(Exception):
    """The database can't be reached or can't write now; what was being committed may hold or not."""


def is_away(error: BaseException) -> bool:
    """Return whether `error` tells of the database's state and not of what was asked of it.

    Transactions touch nothing but the database, so an OSError in one is a connection that could not be made or broke;
    so is what asyncpg itself raises past SQLAlchemy, of a connection in a state that it didn't expect.
    """
    if not isinstance(error, DBAPIError):
        return isinstance(error, OSError | PoolTimeout) or type(error).__module__.startswith("asyncpg.")
    code: int | None = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in SQLITE
    return error.connection_invalidated or str(getattr(error.orig, "sqlstate", "")).startswith(POSTGRESQL)


def collided(error: BaseException) -> bool:
    """Return whether `error` tells of transactions that waited for each other (PostgreSQL, class 40): try again."""
    return isinstance(error, DBAPIError) and str(getattr(error.orig, "sqlstate", "")).startswith("40")


async def insisting(act: Callable[[], Awaitable[T]], name: str) -> T:
    """Do `act`, again while the database is away, and return what it gives; it is logged once.

    What `act` writes must be the same when it is done twice: a commit whose answer was lost may hold.
    """
    for tries in itertools.count():
        beat()  # to wait for the database is to live
        try:
            result = await act()
        except Away as error:
            if tries == 0:
                log.warning("database away", who=name, error=str(error))
            await asyncio.sleep(min(5.0, 0.2 * 2 ** min(tries, 5)))
        else:
            if tries:
                log.info("database back", who=name, tries=tries)
            return result
    raise AssertionError("never counted through")


async def lasting(step: Callable[[], Awaitable[object]], name: str) -> NoReturn:
    """Do `step` again and again until cancelled, and wait while the database is away."""
    while True:
        await insisting(step, name)
