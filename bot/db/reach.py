"""Whether the database can be reached and read at all: what can't be is one sentence that says what to do."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.db.engine import Database
from bot.db.version import newest, present
from bot.errors import DieuPhoiError


async def opened(engine: AsyncEngine) -> str | None:
    """Open a database by its writer or reader and return its schema's version, None where it is empty.

    An SQLite file that isn't there yet is made.

    Raises:
        DieuPhoiError: it can't be opened: a wrong address or password, a server that is down, no right to the file.
    """
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(present)
    except Exception as error:  # the system, the engine and each driver have kinds of their own
        raise unreachable(error) from error


async def readable(database: Database) -> None:
    """Make sure that the database is there, can be opened, and has the schema of this program.

    Raises:
        DieuPhoiError: it isn't.
    """
    if database.file is not None and not database.file.exists():
        raise DieuPhoiError("cli.no_database", file=str(database.file))
    version = await opened(database.reader)
    if version != newest():
        older = version is None or version < newest()
        raise DieuPhoiError("doctor.schema_old" if older else "doctor.schema_newer")


def unreachable(error: Exception) -> DieuPhoiError:
    """Return the sentence for an error that a database gave when it was opened."""
    reason = error.strerror if isinstance(error, OSError) else str(getattr(error, "orig", None) or error).split("\n")[0]
    return DieuPhoiError("doctor.database_unreachable", reason=reason or type(error).__name__)
