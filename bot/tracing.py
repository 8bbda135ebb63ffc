"""Traces of errors for the log: where it happened and what kind it is, without what was being worked on.

The words of an error often quote the value that it stumbled over, and values here are names, phones and letters. Kept
are the words of those kinds that quote none: what Telegram, the database and the system say of themselves.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from types import TracebackType

from bot.errors import DieuPhoiError

Caught = tuple[type[BaseException], BaseException, TracebackType | None]
SPEAK_OF_THEMSELVES = ("telegram", "httpx", "httpcore", "sqlalchemy", "asyncpg", "sqlite3", "alembic", "ssl", "socket")
QUOTE_VALUES = {"DataError", "DBAPIError", "StatementError", "Error"}
"""Kinds of the database's errors that tell which value it could not take; asyncpg derives more from DataError."""


def traced(exc_info: Caught) -> str:
    """Return the trace of an error and of those that led to it, the first first."""
    return "\n".join(reversed(list(_chain(exc_info[1]))))


def words_of(error: BaseException) -> str:
    """Return the words of an error where they can't hold anybody's data: their first line at most."""
    if isinstance(error, DieuPhoiError):
        return error.key
    spoken = isinstance(error, OSError) or type(error).__module__.partition(".")[0] in SPEAK_OF_THEMSELVES
    if not spoken or type(error).__name__ in QUOTE_VALUES or any(k.__name__ == "DataError" for k in type(error).mro()):
        return ""
    return str(error).partition("\n")[0]


def _chain(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        frames = "".join(traceback.format_tb(at.__traceback__)).rstrip()
        words = words_of(at)
        name = type(at).__qualname__
        yield "\n".join(part for part in (frames, f"{name}: {words}" if words else name) if part)
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
