"""Parts of one writing transaction: each stands or falls by itself (docs/decisions/0015)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.kept import flush

BACK = "ROLLBACK TO SAVEPOINT part"


@asynccontextmanager
async def part(session: AsyncSession, origin: str) -> AsyncIterator[None]:
    """Open a part of a writing transaction, to answer to `origin`: it stands or falls by itself, beside other parts.

    An exception undoes what was done in it, and with it what was noted for the commit; where it `spoilt` the
    transaction, that is for the caller to undo. A part begins and ends with no objects in the session, so nothing that
    one has read is mistaken for what the next would read.
    """
    await flush(session)
    whole = dict(session.info)
    session.info.clear()
    session.info.update(_noted(whole), origin=origin, puts=0, unsaved=True)
    session.expunge_all()
    try:
        yield
        session.info["unsaved"] = False  # what fails from here on spoils the transaction
        await flush(session)
        whole |= _noted(session.info)
    except Exception as error:
        session.expunge_all()
        if not session.info["unsaved"] and not spoilt(session, error):
            await (await session.connection()).exec_driver_sql(BACK)
        raise
    finally:
        session.expunge_all()
        session.info.clear()
        session.info.update(whole)


def spoilt(session: AsyncSession, error: BaseException) -> bool:
    """Return whether `error` spoilt the whole transaction: the database refused a statement, or rows to be written."""
    return isinstance(error, DBAPIError) or not session.is_active


def _noted(info: dict[Any, Any]) -> dict[str, Any]:
    """Return what was noted for the commit, apart from what will be noted from now on."""
    return {
        "wake": set(info["wake"]),
        "kept": {table: list(rows) for table, rows in info["kept"].items()},
        "journal": list(info["journal"]),
        "forget": set(info["forget"]),
    }
