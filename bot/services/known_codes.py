"""Codes are random, so a replay would make others than those that people hold; the journal knows their hashes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from bot.db import journal
from bot.db.transaction import Session
from models.invite_codes import InviteCode
from models.known_codes import KnownCode


def note(session: Session, rows: Sequence[InviteCode], *, now: datetime) -> None:
    """Note the hashes of codes in the journal."""
    for row in rows:
        facts = {"code": row.digest, "role": row.role, "unit": row.unit_id, "by": row.issued_by}
        journal.note(session, {"at": now.isoformat(), **facts})


async def as_before(session: Session, rows: Sequence[InviteCode]) -> None:
    """Give codes that are issued once more, after a return from a copy, the hashes that they had.

    The next one of the same role, unit and issuer it is; what is left over is forgotten when messages are released.
    """
    if await session.scalar(select(KnownCode.id).limit(1)) is None:
        return
    for row in rows:
        same = (KnownCode.role == row.role) & (KnownCode.issued_by == row.issued_by)
        same &= KnownCode.unit_id.is_(None) if row.unit_id is None else KnownCode.unit_id == row.unit_id
        known = await session.scalar(select(KnownCode).where(same).order_by(KnownCode.id).limit(1))
        if known is not None:
            row.digest = known.digest
            await session.delete(known)


async def forget(session: Session) -> None:
    """Forget what was left over: a code that is issued from now on is a new one."""
    await session.execute(delete(KnownCode))
