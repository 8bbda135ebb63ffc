"""Invite codes: 128 random bits that a paper carries, kept only as their hash, used once or never."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, select, update

from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.services import known_codes
from bot.services.access import Action, Actor, require
from bot.services.audit import note
from models.invite_codes import InviteCode

FOCAL, ORGANISER = "focal", "organiser"
ACTIONS = {FOCAL: Action.ISSUE_CODES, ORGANISER: Action.MANAGE_ORGANISERS}
OPEN = InviteCode.used_at.is_(None) & InviteCode.revoked_at.is_(None)


@dataclass(frozen=True)
class Issued:
    """A code in clear, beside the unit it speaks for (None: an organiser's)."""

    unit_id: int | None
    code: str


def fresh() -> str:
    """Return a new code: 16 random bytes as 22 characters that a deep link may carry (Bot API: deep linking)."""
    return secrets.token_urlsafe(16)


def digest(code: str) -> str:
    """Return what is kept of a code. A plain hash is enough: 128 random bits can't be searched."""
    return hashlib.sha256(code.encode()).hexdigest()


def link(bot_name: str, code: str) -> str:
    """Return the deep link that opens the bot with `code`."""
    return f"https://t.me/{bot_name}?start={code}"


async def issue(
    session: Session, actor: Actor, role: str, unit_ids: Sequence[int], *, now: datetime, settings: Settings
) -> list[Issued]:
    """Issue one code for each unit (for an organiser: one, of no unit) and return them in clear, this once."""
    places: Sequence[int | None] = [None] if role == ORGANISER else unit_ids
    issued = [Issued(unit_id, fresh()) for unit_id in places]
    await record(session, actor, role, issued, now=now, expires=expiry(now, settings))
    return issued


def expiry(now: datetime, settings: Settings) -> datetime:
    """Return when a code issued at `now` ends."""
    return now + timedelta(days=settings.limits.code_days)


async def record(
    session: Session, actor: Actor, role: str, issued: Iterable[Issued], *, now: datetime, expires: datetime
) -> None:
    """Keep the hashes of codes made elsewhere. An unused older code of the same unit is revoked.

    Raises:
        Refusal: the actor may not issue codes of this role.
    """
    require(actor, ACTIONS[role])
    issued = list(issued)
    await _revoke_open(session, [i.unit_id for i in issued if i.unit_id is not None], now=now)
    rows = [
        InviteCode(
            digest=digest(item.code),
            role=role,
            unit_id=item.unit_id,
            issued_by=actor.telegram_id,
            issued_at=now,
            expires_at=expires,
        )
        for item in issued
    ]
    await known_codes.as_before(session, rows)
    known_codes.note(session, rows, now=now)
    session.add_all(rows)
    note(session, actor, "code.issue", role, now=now, units=[item.unit_id for item in issued])
    await session.flush()


async def _revoke_open(session: Session, unit_ids: Sequence[int], *, now: datetime) -> None:
    for start in range(0, len(unit_ids), 500):  # SQLite takes 32,766 values at most, older ones 999
        some = unit_ids[start : start + 500]
        await session.execute(update(InviteCode).where(InviteCode.unit_id.in_(some), OPEN).values(revoked_at=now))


async def find(session: Session, code: str) -> InviteCode | None:
    """Return the row of a code that someone presented."""
    return await session.scalar(select(InviteCode).where(InviteCode.digest == digest(code)))


async def use(session: Session, actor: Actor, code_id: int, *, now: datetime) -> bool:
    """Take the code for `actor` in one conditional UPDATE; return False where another was faster or it has ended."""
    free = update(InviteCode).where(InviteCode.id == code_id, OPEN, InviteCode.expires_at > now)
    taken = await session.execute(free.values(used_at=now, used_by=actor.person_id))
    assert isinstance(taken, CursorResult)
    return taken.rowcount == 1


async def revoke(session: Session, actor: Actor, code_id: int, *, now: datetime) -> bool:
    """Revoke one code; return False where it had been used or revoked already.

    Raises:
        Refusal: the actor may not, or there is no such code.
    """
    code = await session.get(InviteCode, code_id)
    if code is None:
        raise Refusal("common.old_button")
    require(actor, ACTIONS[code.role])
    revoked = await session.execute(update(InviteCode).where(InviteCode.id == code_id, OPEN).values(revoked_at=now))
    assert isinstance(revoked, CursorResult)
    if revoked.rowcount:
        note(session, actor, "code.revoke", f"invite_code {code_id}", now=now)
    return bool(revoked.rowcount)
