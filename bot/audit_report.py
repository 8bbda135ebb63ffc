"""The audit trail as the command line reads it: is the chain whole."""

from __future__ import annotations

import re

from bot.config import Settings
from bot.db.engine import Database
from bot.db.transaction import Transactions
from bot.errors import DieuPhoiError
from bot.services.audit_chain import Head, Verdict, verify

NOTED = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})", re.ASCII)


def noted(text: str | None) -> Head | None:
    """Read a head as the morning's message writes it.

    Raises:
        DieuPhoiError: it is none.
    """
    if text is None:
        return None
    found = NOTED.fullmatch(text.strip())
    if found is None:
        raise DieuPhoiError("cli.audit_bad_head")
    return Head(int(found[1]), found[2])


async def verified(settings: Settings, known: Head | None) -> Verdict:
    """Walk the chain of the database at hand; the bot may be running meanwhile."""
    database = Database(settings.database.url)
    try:
        async with Transactions(database).read() as session:
            return await verify(session, known)
    finally:
        await database.close()
