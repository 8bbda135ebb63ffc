"""The audit trail as a chain: each sealed line's hash covers the line and the hash before it.

Whoever changes, adds or takes away a sealed line must compute all later hashes anew; the head that the owners are
sent each morning tells even then. Lines wait unsealed for seconds only: the clock seals them, on one machine at a time,
and what is left when that one stops is sealed as it stops.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update

from bot.config import Settings
from bot.db.transaction import Session
from models.audit import AuditLine

CHUNK = 500
SEALED_WITHIN = timedelta(minutes=5)
"""After which a line that has no seal is news: the clock comes by twice a minute."""
START = "0" * 64
"""What stands for the hash before the first line."""


@dataclass(frozen=True)
class Head:
    """The last sealed line: its number, 0 where there is none, and its hash."""

    number: int
    hash: str


def hash_of(line: AuditLine, number: int, before: str) -> str:
    """Return the SHA-256, in hex, of a line as the one numbered `number` after the hash `before`."""
    whole = {
        "seal": number,
        "id": line.id,
        "at": line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "telegram_id": line.telegram_id,
        "update_id": line.update_id,
        "action": line.action,
        "object": line.object,
        "details": line.details,
    }
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


async def head(session: Session) -> Head:
    """Return the last sealed line."""
    query = select(AuditLine.seal, AuditLine.hash).where(AuditLine.seal.is_not(None))
    row = (await session.execute(query.order_by(AuditLine.seal.desc()).limit(1))).first()
    return Head(row.seal or 0, row.hash or "") if row else Head(0, START)


UNSEALED = select(func.count(), func.min(AuditLine.at), func.max(AuditLine.id)).where(AuditLine.seal.is_(None))


class SealAudit:
    """The tick that seals what was written since the last ring; two at once fail on the number, and one is undone."""

    async def run(self, session: Session, now: datetime, settings: Settings) -> bool:
        """Seal some; return whether more may be left."""
        query = select(AuditLine).where(AuditLine.seal.is_(None)).order_by(AuditLine.id).limit(CHUNK)
        lines = list(await session.scalars(query))
        last = await head(session) if lines else Head(0, START)
        sealed = []
        for number, line in enumerate(lines, last.number + 1):
            last = Head(number, hash_of(line, number, last.hash))
            sealed.append({"id": line.id, "seal": last.number, "hash": last.hash})
        if sealed:
            await session.execute(update(AuditLine), sealed)
        return len(lines) == CHUNK

    async def next(self, session: Session, now: datetime, settings: Settings) -> datetime | None:
        """Need no alarm: the safety ring comes often enough."""
        return None


@dataclass(frozen=True)
class Verdict:
    """What a walk along the chain found.

    `fault` is None where all is well; else missing, changed, taken (before it was sealed), cut (the end is gone) or
    other_head (all was sealed anew), first met at the line numbered `number`. `waiting` counts the lines that no seal
    covers yet, `oldest` is when the first of them was written.
    """

    head: Head
    waiting: int
    oldest: datetime | None = None
    fault: str | None = None
    number: int = 0


async def verify(session: Session, known: Head | None = None) -> Verdict:
    """Walk the whole chain; `known` is a head that was noted earlier and must stand in it still.

    SQLite gives ids without a gap (one writer, and what is undone gives its id back), so a gap is a line that somebody
    took away before it was sealed. A PostgreSQL sequence leaves gaps by itself and tells nothing.
    """
    gapless = session.get_bind().dialect.name == "sqlite"
    last, fault, number = Head(0, START), None, 0
    async for line in _sealed(session):
        number = last.number + 1
        fault = _fault(line, last, known) or ("taken" if gapless and line.id != number else None)
        if fault is not None:
            break
        last = Head(number, line.hash or "")
    if fault is None and known is not None and known.number > last.number:
        fault, number = "cut", last.number + 1
    waiting, oldest, newest = (await session.execute(UNSEALED)).one()
    if fault is None and gapless and waiting and newest != last.number + waiting:
        fault, number = "taken", last.number + 1
    return Verdict(last, waiting, oldest, fault, number)


async def _sealed(session: Session) -> AsyncIterator[AuditLine]:
    """Yield the sealed lines in order, some at a time."""
    reached = None
    while True:
        query = select(AuditLine).where(AuditLine.seal.is_not(None))
        if reached is not None:
            query = query.where(AuditLine.seal > reached)
        found = list(await session.scalars(query.order_by(AuditLine.seal).limit(CHUNK)))
        for line in found:
            yield line
        if len(found) < CHUNK:
            return
        reached = found[-1].seal
        session.expunge_all()


def _fault(line: AuditLine, last: Head, known: Head | None) -> str | None:
    """Return what is wrong with `line` as the one after `last`."""
    number = last.number + 1
    if line.seal != number:
        return "missing"
    if line.hash != hash_of(line, number, last.hash):
        return "changed"
    return "other_head" if known is not None and known.number == number and known.hash != line.hash else None
