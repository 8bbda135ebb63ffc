"""What is known of sends from before the database came back from a copy, and what may leave until it is released.

No message goes twice: a row whose key the journal knows is settled as the journal says, before and after the release.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection

from sqlalchemy import ColumnElement, Exists, exists, or_, select

from bot.db.journal import note
from bot.db.transaction import Session, Transactions
from bot.outbox.outcome import Gone, Outcome, Refused, Sent, Unsure
from models.known_sends import KnownSend
from models.outbox import OutboxMessage, OutboxState
from models.restorations import Restoration

Deliver = Callable[[OutboxMessage], Awaitable[Outcome]]

REASON = "known from the journal"


def is_known() -> Exists:
    """Return the condition that the journal knows what became of an outbox row."""
    return exists().where(KnownSend.key == OutboxMessage.key, KnownSend.chat_id == OutboxMessage.chat_id)


class Gate:
    """Says which rows may be claimed: after a return from a copy those to `owners`, and what needs no call."""

    def __init__(self, owners: Collection[int]) -> None:
        self._owners = owners
        self._open = False

    async def among(self, session: Session) -> ColumnElement[bool] | None:
        """Return the condition, None where all may go. Once open it stays so: a copy comes with the bot stopped."""
        if not self._open:
            held = select(Restoration.id).where(Restoration.released_at.is_(None)).limit(1)
            self._open = await session.scalar(held) is None
        return None if self._open else or_(OutboxMessage.chat_id.in_(self._owners), is_known())


class Knowing:
    """Delivers, unless it is known what became of the very message."""

    def __init__(self, transactions: Transactions, deliver: Deliver) -> None:
        self._transactions = transactions
        self._deliver = deliver
        self._nothing: bool | None = None

    async def __call__(self, row: OutboxMessage) -> Outcome:
        """Return the outcome that the journal tells, else that of the call."""
        if self._nothing is None:
            async with self._transactions.read() as session:
                self._nothing = await session.scalar(select(KnownSend.key).limit(1)) is None
        if self._nothing:
            return await self._deliver(row)
        async with self._transactions.read() as session:
            known = await session.get(KnownSend, (row.key, row.chat_id))
        return await self._deliver(row) if known is None else told(known)


def told(known: KnownSend) -> Outcome:
    """Return the outcome that a line of the journal tells."""
    match known.state:
        case OutboxState.SENT:
            return Sent(known.message_id, known.file_id)
        case OutboxState.GONE:
            return Gone(REASON)
        case OutboxState.REFUSED:
            return Refused(REASON)
        case _:
            return Unsure(REASON)


def note_send(session: Session, row: OutboxMessage, at: str, file_id: str | None = None) -> None:
    """Note in the journal how `row` stands at the instant `at` (ISO 8601)."""
    line = {"at": at, "key": row.key, "to": row.chat_id, "state": row.state.value, "message": row.message_id}
    note(session, {**line, "file": file_id} if file_id else line)
