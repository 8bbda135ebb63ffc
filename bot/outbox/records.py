"""What the dispatcher reads and writes beside the row itself."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import undefer

from bot.db.transaction import Session, wakes
from bot.outbox.outcome import Outcome, Sent
from models.outbox import Lane, OutboxMessage
from models.stored_files import StoredFile

ORIGIN = re.compile(r"(u|job)(\d+)(?!\d)")


def origin_of(key: str) -> dict[str, int]:
    """Return what made an outbox row, {"update_id": 17} or {"job_id": 4}: its key begins with that; else nothing."""
    found = ORIGIN.match(key)
    return {"update_id" if found[1] == "u" else "job_id": int(found[2])} if found else {}


async def load_file(session: Session, file_id: int) -> StoredFile:
    """Return a stored file with its bytes."""
    return await session.get_one(StoredFile, file_id, options=[undefer(StoredFile.content)])


async def message_of(session: Session, outbox_id: int) -> int | None:
    """Return Telegram's id of the message that an outbox row became."""
    return await session.scalar(select(OutboxMessage.message_id).where(OutboxMessage.id == outbox_id))


async def recorded(session: Session, row: OutboxMessage, outcome: Outcome) -> None:
    """Remember Telegram's id of a file that went out, and let the boards know that a broadcast moved.

    The bytes go: Telegram has them, and a sheet of invite codes must not lie in the database in clear.
    """
    if isinstance(outcome, Sent) and outcome.file_id and "file_id" in row.payload:
        file = await session.get_one(StoredFile, row.payload["file_id"])
        file.telegram_file_id, file.content = outcome.file_id, None
    if row.lane == Lane.BROADCAST:
        wakes(session, "boards")
