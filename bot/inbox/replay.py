"""Replaying the journal into a database that came back from a copy: nothing that Telegram gave is lost.

Updates come back as waiting rows with the instant at which they were received, and are worked as of then; sends are
known (bot.outbox.known). What was forgotten meanwhile is forgotten again, before anything is worked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from bot.db.journal import Line
from bot.db.transaction import Session
from bot.inbox.store import store
from bot.outbox.known import is_known
from bot.services import known_codes
from bot.services.delegate_erasure import forget_again
from bot.services.own_data import erase
from models.inbox import StoredUpdate, UpdateState
from models.invite_codes import InviteCode
from models.known_codes import KnownCode
from models.known_sends import KnownSend
from models.outbox import OutboxMessage, OutboxState
from models.people import Person
from models.restorations import Restoration

CHUNK = 5_000
IN_DOUBT = (OutboxState.SENDING, OutboxState.UNSURE)


@dataclass(frozen=True)
class Replayed:
    """How many updates wait to be worked (again), and how many sends are known."""

    updates: int
    sends: int


async def replay(session: Session, lines: Iterable[Line], *, copied_at: datetime, now: datetime) -> Replayed:
    """Put what the journal tells into the database and hold it until an owner lets messages go again."""
    session.add(Restoration(copied_at=copied_at, restored_at=now))
    codes: dict[str, KnownCode] = {}
    sends: dict[tuple[str, int], dict[str, Any]] = {}
    for line in lines:
        if "update" in line:
            await store(session, line["bot"], [line["update"]], now=datetime.fromisoformat(line["at"]))
        elif "key" in line:
            sends[line["key"], line["to"]] = _send(line)
        elif "code" in line:
            codes[line["code"]] = KnownCode(
                digest=line["code"], role=line["role"], unit_id=line["unit"], issued_by=line["by"]
            )
        elif "forget" in line:
            await _forgotten(session, line["forget"], datetime.fromisoformat(line["at"]))
        elif "delegate" in line:
            await forget_again(session, line["delegate"], now=datetime.fromisoformat(line["at"]))
    await _know(session, [send for send in sends.values() if send["state"] is not OutboxState.WAITING])
    await _know_codes(session, codes)
    waiting = select(func.count()).select_from(StoredUpdate).where(StoredUpdate.state == UpdateState.WAITING)
    return Replayed(await session.scalar(waiting) or 0, len(sends))


async def _know_codes(session: Session, codes: dict[str, KnownCode]) -> None:
    """Keep the codes that the copy doesn't have, in the order in which they were issued."""
    await known_codes.forget(session)
    there = set(await session.scalars(select(InviteCode.digest)))
    session.add_all(code for digest, code in codes.items() if digest not in there)
    await session.flush()


def _send(line: Line) -> dict[str, Any]:
    return {
        "key": line["key"],
        "chat_id": line["to"],
        "state": OutboxState(line["state"]),
        "message_id": line["message"],
        "file_id": line.get("file"),
    }


async def _forgotten(session: Session, chat: str, at: datetime) -> None:
    """Erase a person whom the copy still knows: they withdrew, or their term ran out, after it was made."""
    person = await session.scalar(select(Person).where(Person.telegram_id == int(chat)))
    if person is not None and person.consented_at is not None and person.consented_at <= at:
        await erase(session, None, person, now=at)


async def _know(session: Session, sends: list[dict[str, Any]]) -> None:
    """Keep the sends, and let rows that the copy has on the wire or in doubt be settled by them."""
    await session.execute(delete(KnownSend))
    for start in range(0, len(sends), CHUNK):
        await session.execute(insert(KnownSend), sends[start : start + CHUNK])
    doubtful = update(OutboxMessage).where(OutboxMessage.state.in_(IN_DOUBT), is_known())
    await session.execute(doubtful.values(state=OutboxState.WAITING, settled_at=None))
